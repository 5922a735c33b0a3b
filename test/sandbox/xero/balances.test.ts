import { readBalances, type ContactBalance } from '../../../lib/xero/reading/contactBalances';
import { openStage, type Stage } from '../upsert/stage';

/** The list with balances, as Xero pages it. */
let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterEach(() => stage.reset());
afterAll(async () => await stage.stop());

const seeded = (count: number) => stage.seed(...Array.from({ length: count }, (_, index) => ({ Name: `Person ${index}` })));

async function readAll(): Promise<{ pages: ContactBalance[][]; calls: number; failure?: string }> {
	stage.callsSpent();
	const pages: ContactBalance[][] = [];
	let failure: string | undefined;
	for await (const page of readBalances(stage.deps().client)) {
		if (page.ok) pages.push(page.value);
		else failure = page.failure.reason;
	}
	return { pages, calls: stage.callsSpent(), ...(failure !== undefined && { failure }) };
}

test('balances, currency and status of each, archived ones too, a page at a time', async () => {
	const ids = seeded(2_500);
	const organisation = stage.sandbox.xero.organisation();
	organisation.setBalances(ids[0]!, { Outstanding: 0.1 + 0.2, Overdue: 0.1 }, { Outstanding: 99, Overdue: 99 });
	organisation.editInUi(ids[1]!, { DefaultCurrency: 'AUD' });
	organisation.archiveInUi(ids[1]!);
	const before = stage.contact(ids[0]!).UpdatedDateUTC;
	organisation.setBalances(ids[2]!, { Outstanding: -20, Overdue: 0 });
	expect(stage.contact(ids[0]!).UpdatedDateUTC).toBe(before);
	const { pages, calls } = await readAll();
	expect([calls, pages.map(({ length }) => length)]).toEqual([3, [1_000, 1_000, 500]]);
	const byId = new Map(pages.flat().map((one) => [one.contactId, one]));
	expect(byId.size).toBe(2_500);
	expect(byId.get(ids[0]!)).toEqual({ contactId: ids[0], outstanding: 0.3, overdue: 0.1, currency: '', status: 'ACTIVE' });
	expect(byId.get(ids[1]!)).toEqual({ contactId: ids[1], outstanding: 0, overdue: 0, currency: 'AUD', status: 'ARCHIVED' });
	expect(byId.get(ids[2]!)).toMatchObject({ outstanding: -20 });
});

test('20,000 contacts are 20 calls', async () => {
	seeded(20_000);
	expect(await readAll().then(({ calls, pages }) => [calls, pages.flat().length])).toEqual([20, 20_000]);
}, 60_000);

test('the next page is asked for when the last one was taken, and not before', async () => {
	seeded(3_000);
	stage.callsSpent();
	const reading = readBalances(stage.deps().client);
	await reading.next();
	expect(stage.callsSpent()).toBe(1);
	await reading.next();
	expect(stage.callsSpent()).toBe(1);
	await reading.return(undefined);
});

test('an empty organisation is one call, and a failure ends the reading with what was read before', async () => {
	expect(await readAll()).toEqual({ pages: [[]], calls: 1 });
	seeded(2_500);
	let calls = 0;
	stage.after = (_, answer) => (++calls < 2 ? answer : { status: 403, headers: {}, body: { Detail: 'no' } });
	expect(await readAll()).toMatchObject({ pages: [expect.any(Array)], failure: 'xeroOrganisationNotConnected' });
});
