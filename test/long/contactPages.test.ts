import { connectionTo, EVERYBODY, readAll } from '../sandbox/intercom/chosenPages';
import { startIntercomAlone } from '../sandbox/intercom/intercomOnly';

jest.setTimeout(300_000);

test('100,000 contacts are 667 searches, each contact once, the oldest first', async () => {
	const intercom = await startIntercomAlone();
	try {
		const ids = intercom.world.seedContacts(100_000, { spacingMs: 10 });
		const { ids: seen, totals, pages } = await readAll(connectionTo(intercom), EVERYBODY, 150);
		expect([pages, totals]).toEqual([667, [100_000]]);
		expect(seen).toEqual(ids);
		const searches = intercom.kernel.journal.list({}).filter(({ method, path }) => method === 'POST' && path === '/contacts/search');
		expect([searches.length, intercom.kernel.journal.list({}).length]).toEqual([667, 667]);
	} finally {
		await intercom.stop();
	}
});
