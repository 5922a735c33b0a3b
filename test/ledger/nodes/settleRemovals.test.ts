import type { IDataObject } from 'n8n-workflow';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../../lib/ledger/settings';
import { Journey, subject } from './journey';

/** Who left Intercom, from Gone to Settle: told, archived, noted, or for a person. */
jest.setTimeout(120_000);

let journey: Journey;
afterEach(async () => await journey.close());

describe('removals', () => {
	const settings = (whenDeleted: PublishedSettings['whenDeleted']): PublishedSettings => ({ ...DEFAULT_PUBLISHED, whenDeleted });

	/** A synced contact that was deleted in Intercom, as Gone hands it out. */
	async function gone(whenDeleted: PublishedSettings['whenDeleted']): Promise<{ id: string; items: IDataObject[] }> {
		journey = await Journey.open({ whenDeleted });
		const { people, bench } = journey;
		const jane = people.createContact({ email: 'jane@one.example', name: 'Jane Doe' });
		await bench.notify([subject(jane)]);
		await journey.settle((await journey.travel((await bench.claim()).due)).stored);
		people.deleteContact(jane.id);
		await bench.notify([subject(jane)], { topic: 'contact.deleted' }, settings(whenDeleted));
		return { id: jane.id, items: (await bench.claim(settings(whenDeleted))).gone };
	}

	test('to tell is an alert in the outbox', async () => {
		const { id, items } = await gone('tell');
		expect(await journey.settle(items)).toMatchObject([{ id, outcome: 'removed', became: 'done', message: 'It left Intercom; an alert tells of it.' }]);
		expect(await journey.bench.rows('alert')).toMatchObject([{ key: `gone contact ${id}`, state: 'due', text: { title: 'A contact left Intercom' } }]);
		expect(await journey.bench.rows('record')).toMatchObject([{ state: 'gone' }]);
	});

	test.each([['archive', 'archived', 'It left Intercom; its contact in Xero is archived.'], ['note', 'noted', 'It left Intercom; its contact in Xero says so.']] as const)('%s: Archive Contact is followed', async (policy, did, message) => {
		const { id, items } = await gone(policy);
		const [synced] = await journey.upsert(items, { operation: 'archive', action: policy });
		expect(await journey.settle(synced)).toMatchObject([{ id, outcome: 'removed', became: 'done', reason: did, message }]);
		expect((await journey.bench.rows('audit'))[0]).toMatchObject({ event: 'removed', reason: did });
	});

	test('a policy that nobody followed is a failure in words, and due again', async () => {
		const { id, items } = await gone('archive');
		expect(await journey.settle(items)).toMatchObject([{ id, outcome: 'failed', became: 'waits', reason: 'itemUnreadable', message: expect.stringContaining('connect Gone to Xero Contact Upsert') }]);
		expect(await journey.bench.rows('work')).toMatchObject([{ id, state: 'waiting', confirmed: true, removal: 'deleted' }]);
		expect(await journey.bench.rows('alert')).toMatchObject([{ key: 'unreadable items', state: 'due' }]);
	});

	test('a doubt of Archive Contact is a review', async () => {
		const { id, items } = await gone('archive');
		journey.organisation.seedContacts([{ Name: 'Other', ContactNumber: 'of-another' }]);
		const other = journey.organisation.allContacts().find(({ Name }) => Name === 'Other');
		const [, review] = await journey.upsert(items.map((item) => ({ ...item, xeroContactId: other?.ContactID })), { operation: 'archive', action: 'archive' });
		expect(await journey.settle(review)).toMatchObject([{ id, outcome: 'review', became: 'review' }]);
		expect(await journey.bench.rows('review')).toMatchObject([{ id, reason: 'keysDisagree' }]);
	});

	test('what Archive Contact could not do keeps its removal', async () => {
		const { id, items } = await gone('archive');
		journey.xero.sandbox.faults.add({ vendor: 'xero', path: '/Contacts', kind: 'status', status: 401 });
		const [, , failed] = await journey.upsert(items, { operation: 'archive', action: 'archive' });
		expect(await journey.settle(failed)).toMatchObject([{ id, outcome: 'failed', became: 'waits' }]);
		expect(await journey.bench.rows('work')).toMatchObject([{ id, confirmed: true, removal: 'deleted', attempts: 0 }]);
	});
});
