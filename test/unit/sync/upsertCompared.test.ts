import type { HttpRequest, HttpResponse } from '../../../lib/http/transport';
import { upsertContacts } from '../../../lib/sync/upsert';
import { id, ORGANISATION } from './records';
import { type Element, OPTIONS, people, saves, scene } from './upsertScene';

describe('records that are to be compared', () => {
	const contacts = (count: number) => Array.from({ length: count }, (_, index) => ({ ContactID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, ContactNumber: id(index + 1), ContactStatus: 'ACTIVE', Name: `Person ${index}`, EmailAddress: `p${index}@x.example`, UpdatedDateUTC: '/Date(1000)/' }));
	const synced = (count: number) => people(count).map((record, index) => ({ ...record, compare: true, match: { ...record.match, contactId: contacts(count)[index]!.ContactID, organisationId: ORGANISATION }, lastSync: { fingerprint: record.fingerprint, xeroContactId: contacts(count)[index]!.ContactID, sourceUpdatedAt: record.source.updatedAt, xeroUpdatedAt: 1_000, values: record.xero } }));
	/** Gives whom it is asked for, and in the list all of them on its last page. @param size contacts that it has */
	const holds = (all: readonly Element[], size = all.length) => ({ query = {} }: HttpRequest): Partial<HttpResponse> => {
		const { IDs: ids, page = 1 } = query;
		const pageCount = ids === undefined ? Math.ceil(size / 1_000) : 1;
		const shown = ids !== undefined ? all.filter(({ ContactID }) => String(ids).includes(String(ContactID))) : page === pageCount ? all : [{ ContactID: `filler-${page}`, Name: `Filler ${page}` }];
		return { body: { Contacts: shown, pagination: { page, pageSize: 1_000, pageCount, itemCount: ids === undefined ? size : shown.length } } };
	};

	test('are compared whatever the last sync and this process say, and each difference is named', async () => {
		const [first, second] = contacts(2);
		const { run, sent } = scene((request) => (request.method === 'GET' ? holds([first!, { ...second!, Name: 'Renamed' }])(request) : saves(request)));
		const records = synced(2);
		expect(await run(records.map((record) => ({ ...record, compare: false })))).toMatchObject([{ reason: 'sameFingerprint' }, { reason: 'sameFingerprint' }]);
		expect(sent).toHaveLength(0);
		const [same, renamed] = await run(records);
		expect(same).toMatchObject({ outcome: 'unchanged', reason: 'nothingChanged' });
		expect(same).not.toHaveProperty('differences');
		expect(renamed).toMatchObject({ outcome: 'unchanged', differences: [{ field: 'Name', xero: 'Renamed', intercom: 'Person 1', changedInXero: true, kept: 'notOurs' }] });
	});

	test('of many pages read the list once, where that is cheaper than asking for each of those to come', async () => {
		const { sent, deps } = scene(holds(contacts(100), 20_000));
		const byIds = ({ query = {} }: HttpRequest) => query.IDs !== undefined;
		const ofWhole = (toCome: number) => ({ ...OPTIONS, series: { name: 'job', isLast: false, whole: { toCome, since: 0 } } });
		await upsertContacts(synced(100), deps, ofWhole(0));
		const alone = sent.length;
		expect(sent.filter(byIds)).toHaveLength(3);
		await upsertContacts(synced(100), deps, ofWhole(10_000));
		expect(sent.slice(alone).filter(byIds)).toHaveLength(0);
		expect(sent.slice(alone).length).toBeGreaterThanOrEqual(20);
	});

	test('what was read of Xero before the whole began says nothing', async () => {
		const { sent, deps } = scene(holds(contacts(2)));
		const go = async (since: number) => await upsertContacts(synced(2), deps, { ...OPTIONS, series: { name: 'job', isLast: false, whole: { toCome: 0, since } } });
		await go(0);
		const list = sent.length;
		await go(0);
		expect(sent).toHaveLength(list);
		await go(deps.clock.now() + 1);
		expect(sent.length).toBeGreaterThan(list);
	});
});
