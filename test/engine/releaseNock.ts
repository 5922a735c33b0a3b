import nock from 'nock';

/** nock replaces Node's own http module, which all test files of a worker share: each file gives it back. */
afterAll(() => {
	nock.cleanAll();
	nock.enableNetConnect();
	nock.restore();
});
