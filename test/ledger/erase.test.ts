import { DEFAULT_BOTH_WAYS } from '../../lib/ledger/bothWays';
import { noteBalances } from '../../lib/ledger/decisions/balances';
import { claim } from '../../lib/ledger/decisions/claim';
import { erase } from '../../lib/ledger/decisions/erase';
import { bind } from '../../lib/ledger/decisions/holders';
import { decideRecord, type Verdict } from '../../lib/ledger/decisions/person';
import { writeSettings } from '../../lib/ledger/decisions/published';
import { receive } from '../../lib/ledger/decisions/receive';
import { receiveFromXero } from '../../lib/ledger/decisions/receiveFromXero';
import { settle } from '../../lib/ledger/decisions/settle';
import { beginSweep } from '../../lib/ledger/decisions/sweep';
import type { ClaimedRecord } from '../../lib/ledger/events/claimed';
import type { Settlement } from '../../lib/ledger/events/settlement';
import { NEW_HEALTH } from '../../lib/ledger/decisions/service';
import type { Job } from '../../lib/ledger/rows/facts';
import { newRecord } from '../../lib/ledger/rows/record';
import { xeroSubject, type Subject } from '../../lib/ledger/rows/subject';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../lib/ledger/settings';
import type { LedgerStore } from '../../lib/ledger/store/port';
import type { Change } from '../../lib/ledger/store/step';
import { failed, fromXeroOf, inIntercom, ORGANISATION, review, synced } from '../unit/ledger/ledgerWorld';
import { alert as newAlert, writing } from './exampleRows';
import { databases, freshStores, memory } from './stores';

const NOW = Date.UTC(2026, 10, 30, 9);
const X = '0a1b2c3d-0000-4000-8000-00000000000f';
const jane: Subject = { kind: 'contact', id: '6961d4aa00000000000000e1' };
const bob: Subject = { kind: 'contact', id: '6961d4aa00000000000000b0' };
const SETTINGS: PublishedSettings = { ...DEFAULT_PUBLISHED, auditValues: true, whatXeroKnows: true, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' } } };
const BALANCE = { contactId: X, outstanding: 4711, overdue: 0, currency: 'AUD', status: 'ACTIVE' as const };

describe.each([memory, ...databases])('$name', (kind) => {
	const fresh = freshStores(kind);
	let store: LedgerStore;
	let tokens = 0;
	const take = async (settings = SETTINGS): Promise<ClaimedRecord[]> => (await store.change(claim({ token: `t${++tokens}`, holder: 'test', limit: 50, passesSilent: true }, settings, NOW))).claimed;
	const settled = async (make: (one: ClaimedRecord) => Settlement, settings = SETTINGS) => await store.change(settle((await take(settings)).map(make), settings, NOW));
	const notify = async (subject: Subject, topic = 'contact.user.updated', settings = SETTINGS) => await store.change(receive({ subject, topic, occurredAtSeconds: NOW / 1_000, updatedAtSeconds: NOW / 1_000, shown: null, reference: null, mergedIds: [] }, settings, NOW));
	const tellXero = async (afterMs: number) => await store.change(receiveFromXero(ORGANISATION, [{ xeroContactId: X, changedAt: NOW + afterMs }], NOW));
	const decide = async (subject: Subject, verdict: Verdict) => await store.change(decideRecord(subject, verdict, 'Ada', NOW));
	const ofJane = (one: ClaimedRecord): Settlement => ({ ...review(one, 'maybeKnown'), who: { name: 'Jane Doe', email: 'jane@acme.example' }, message: '"Jane Doe" is like a lead.', candidates: [{ xeroContactId: X, name: 'Jane Doe', email: 'jane@acme.example', status: 'ACTIVE', url: `https://go.xero/${X}` }], changes: [{ field: 'name', before: '', after: 'Jane Doe' }], fromXero: fromXeroOf(one) }) as Settlement;

	async function everything(): Promise<string> {
		const pages = await Promise.all((['record', 'work', 'review', 'alert', 'audit', 'job'] as const).map(async (name) => (await store.list(name, { limit: 500, after: '' })).rows));
		const health = await store.change({ name: 'health', need: { facts: ['service xero', 'service intercom'] }, decide: (found) => ({ answer: [found.fact('service xero'), found.fact('service intercom')], changes: [] }) });
		return JSON.stringify([pages, health, (await store.list('forecast', { limit: 500, after: '', jobId: 'dry' })).rows]);
	}

	/** Jane waited for creation, a person said so, she was created, synced and told what she owes; then her user was deleted, and Xero told of her again. */
	async function longStory(): Promise<void> {
		await tellXero(0);
		await settled(ofJane);
		await decide(xeroSubject(X), { do: 'create' });
		await settled((one) => inIntercom(one, jane.id, { reason: 'createdFromXero', changes: [{ field: 'name', before: '', after: 'Jane Doe' }] }));
		await settled((one) => synced(one, { xeroContactId: X, xeroUpdatedAt: NOW }));
		const { sweep } = await store.change(beginSweep(NOW, 'balances'));
		await store.change(noteBalances(sweep, [BALANCE], NOW));
		await settled((one) => ({ outcome: 'told', subject: one.subject, token: one.token, reason: 'balances', requestIds: [], result: 'updated', balance: BALANCE, isTold: true, intercomUpdatedAtSeconds: NOW / 1_000, owesXero: false, fromXero: fromXeroOf(one) }));
	}

	beforeEach(async () => {
		store = fresh();
		await store.change(bind({ workspaceId: 'w', region: 'us', organisationId: ORGANISATION, organisationName: 'Demo', boundAt: NOW }));
		await store.change(writeSettings(SETTINGS, NOW));
	});

	const TRACES = /jane|e1"|00000000000f|4711/i;

	it('nothing of a person is left who waited for creation, was created, synced and told what is owed: rows of both kinds and values in the log', async () => {
		await longStory();
		expect(await everything()).toMatch(/Jane Doe.*4711|4711.*Jane Doe/);
		expect(await store.change(erase(jane, 'Ada', NOW))).toEqual({ erased: true, xeroContacts: [X] });
		const rest = (await store.list('record', { limit: 9, after: '' })).rows;
		expect(rest).toMatchObject([{ ...xeroSubject(X), state: 'unsynced', decision: { do: 'never', by: 'Erase' } }]);
		expect(rest[0]).toEqual({ ...newRecord(xeroSubject(X), 0), revision: 1, decision: { do: 'never', by: 'Erase', at: NOW }, leftOut: 'neverSync' });
		expect((await everything()).replaceAll(X, 'X')).not.toMatch(TRACES);
	});

	it('also where the user was deleted first, and the question whether to make one again waits with name and email', async () => {
		await longStory();
		await notify(jane, 'contact.deleted');
		expect((await store.list('record', { limit: 9, after: '' })).rows).toMatchObject([{ ...jane, state: 'gone' }, { ...xeroSubject(X), state: 'gone' }]);
		expect(await tellXero(9)).toEqual([{ took: 'work' }]);
		await settled((one) => ({ ...ofJane(one), reason: 'leftIntercom' }) as Settlement);
		expect(await everything()).toContain('jane@acme.example');
		expect(await store.change(erase(jane, 'Ada', NOW))).toMatchObject({ erased: true, xeroContacts: [X] });
		expect((await everything()).replaceAll(X, 'X')).not.toMatch(TRACES);
		// An edit in Xero brings nothing of it back, until somebody says so.
		expect(await tellXero(99)).toEqual([{ took: 'nothing' }]);
		await decide(xeroSubject(X), { do: 'create' });
		expect(await take()).toMatchObject([{ subject: xeroSubject(X), output: 'changedInXero', decision: { do: 'create' } }]);
	});

	it('what is one way keeps nothing at all, not even the ContactID', async () => {
		const oneWay = { ...SETTINGS, bothWays: null };
		await store.change(writeSettings(oneWay, NOW));
		await notify(jane, undefined, oneWay);
		await settled((one) => synced(one, { xeroContactId: X }), oneWay);
		await store.change(erase(jane, 'Ada', NOW));
		expect(await everything()).not.toMatch(TRACES);
	});

	it('the contact in Xero that is another record\'s stays its own, with its lines', async () => {
		await notify(jane);
		await settled((one) => synced(one, { xeroContactId: X }));
		await notify(bob);
		await settled((one) => synced(one, { xeroContactId: X }));
		expect(await store.change(erase(jane, 'Ada', NOW))).toEqual({ erased: true, xeroContacts: [] });
		expect((await store.list('record', { limit: 9, after: '' })).rows).toMatchObject([{ ...bob, xeroContactId: X }]);
		expect((await store.list('audit', { limit: 9, after: '', subject: bob })).rows).toHaveLength(1);
	});

	it('the review of another that offers it is looked at anew, and alerts that name it go', async () => {
		await notify(jane);
		await settled((one) => synced(one, { xeroContactId: X }));
		await notify(bob);
		await settled((one) => ({ ...review(one), candidates: [{ xeroContactId: X.toUpperCase(), name: 'Jane Doe', email: '', status: 'ACTIVE', url: '' }] }) as Settlement);
		const general = { ...newAlert('balance refused', 0), text: { title: 'T', message: `It does not hold "Jane Doe" (${jane.id}).`, nextStep: '', links: [], good: false } };
		await store.change(writing({ do: 'write', on: 'raised', table: 'alert', was: null, is: general }));
		await store.change(erase(jane, 'Ada', NOW));
		expect([(await store.list('review', { limit: 9, after: '' })).rows, (await store.list('alert', { limit: 9, after: '' })).rows]).toEqual([[], []]);
		expect(await take()).toMatchObject([{ subject: bob, output: 'due', why: 'person', approved: false }]);
	});

	it('names that a dry run found twice, the words of a service\'s last failure, and that another was merged into it go, too', async () => {
		const job: Job = { kind: 'dryRun', state: 'finished', allAdded: true, total: 0, done: 0, counts: { created: 0, updated: 0, unchanged: 0, review: 0, failed: 0, other: 0 }, startedAt: 1, finishedAt: 2, approvedBy: '', reading: null };
		const reading = { selection: { role: 'all', tag: '', segment: '', createdSince: '', changedSince: '' }, sample: 0, cursor: null, pages: 1, read: 2, expected: 2, dayCalls: 0, foreseenBy: '', page: null, failures: 0, message: '', nextStep: '', notBefore: 0, namesakes: { total: 2, shown: [{ name: 'Jane Doe', id: bob.id, intercomId: jane.id, xeroContactId: null }, { name: 'Zoe', id: bob.id, intercomId: null, xeroContactId: null }] } } as const;
		const fact = (name: string, value: object): Change => ({ do: 'write', on: 'noted', table: 'fact', was: null, is: { name, revision: 0, value } }) as Change;
		const health = { ...NEW_HEALTH, state: 'refusing', since: NOW, cause: 'access', failedRecords: [`contact ${jane.id}`, `contact ${bob.id}`], message: 'Jane Doe is written, but not her notes.' };
		const told = { ...newAlert('service xero', 0), text: { title: 'Xero refuses', message: health.message, nextStep: '', links: [], good: false } };
		await store.change(writing(fact('job dry', { ...job, reading }), fact('service xero', health), { do: 'write', on: 'raised', table: 'alert', was: null, is: told }));
		await notify(bob);
		await settled(({ subject, token }) => ({ outcome: 'gone', subject, token, reason: 'merged', requestIds: [], how: 'merged', winnerId: jane.id }));
		await store.change(erase(jane, 'Ada', NOW, ['dry', 'none']));
		const rest = await everything();
		expect(rest).not.toMatch(TRACES);
		expect(rest).toContain('Zoe');
		expect((await store.list('alert', { limit: 9, after: '' })).rows).toMatchObject([{ key: 'service xero', text: { title: 'Xero refuses', message: 'The last failure was of a record that was erased since.' } }]);
	});

	it('a contact of Xero that waits for creation is erased by its own id, and what fails at that moment is told', async () => {
		await tellXero(0);
		const batch = await take();
		expect(await store.change(erase(xeroSubject(X), 'Ada', NOW))).toEqual({ erased: true, xeroContacts: [X] });
		expect(await store.change(settle(batch.map((one) => failed(one)), SETTINGS, NOW))).toMatchObject([{ became: 'noLongerYours' }]);
		expect((await store.list('record', { limit: 9, after: '' })).rows).toMatchObject([{ decision: { do: 'never' } }]);
		expect(await tellXero(9)).toEqual([{ took: 'nothing' }]);
	});
});
