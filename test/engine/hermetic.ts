import nock from 'nock';

/** Nothing of this file goes out to the network; what is expected of a vendor is forgotten after each test. */
export function withoutNetwork(): void {
	beforeAll(() => nock.disableNetConnect());
	afterEach(() => nock.cleanAll());
	afterAll(() => nock.enableNetConnect());
}

/** What is tried again in this file is tried again at once. */
export function withoutJitter(): void {
	beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
	afterAll(() => jest.restoreAllMocks());
}
