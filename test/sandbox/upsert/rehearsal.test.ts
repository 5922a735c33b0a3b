import { callsByName } from './afterScenes';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';
import type { Outcome } from '../../../lib/sync/record/outcome';
import type { XeroContact } from '../../../lib/xero/contact/contact';

/** A dry run of several pages, each previewed by itself: each meets what the pages before it would have written. */
describe('a dry run page by page', () => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage();
	});
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	const page = async (records: Parameters<Stage['upsert']>[0], contacts: XeroContact[]) => await stage.upsert(records, { preview: true, series: { name: 'job', isLast: false }, rehearsal: { name: 'dry', contacts } });
	const foreseenBy = (outcomes: Outcome[]) => outcomes.flatMap((outcome) => ('foreseen' in outcome && outcome.foreseen !== undefined ? [outcome.foreseen.contact] : []));

	it('a second contact with an email meets the first one, a namesake gets a suffix, and nothing is written', async () => {
		const ann = recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' });
		const first = await page([ann], []);
		expect(first).toMatchObject([{ outcome: 'preview', reason: 'wouldCreate', foreseen: { keys: expect.arrayContaining(['email ann@acme.example', 'name ann lee']) } }]);
		const double = recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' });
		const namesake = recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@other.example' });
		const second = await page([double, namesake], foreseenBy(first));
		expect(second).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom' }, { outcome: 'preview', reason: 'wouldCreate', foreseen: { contact: { Name: 'Ann Lee (ann@other.example)' } } }]);
		expect(stage.created()).toEqual([]);
		// As the live run then does it.
		expect(await stage.upsert([ann])).toMatchObject([{ outcome: 'created' }]);
		expect(await stage.upsert([double, namesake])).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom' }, { outcome: 'created' }]);
	});

	it('what a dry run foresees is met by nobody else', async () => {
		const ann = recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' });
		const first = await page([ann], []);
		await page([recordOf({ id: intercomId(), name: 'Bob', email: 'bob@acme.example' })], foreseenBy(first));
		const other = recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' });
		expect(await stage.upsert([other], { preview: true })).toMatchObject([{ reason: 'wouldCreate' }]);
		expect(await stage.upsert([other])).toMatchObject([{ outcome: 'created' }]);
	});

	it.each([false, true])('a contact whose email an earlier page would change gives it up for the later ones; in another process: %s', async (restarted) => {
		const holder = intercomId();
		stage.seed({ Name: 'Ann Lee', EmailAddress: 'office@acme.example', ContactNumber: holder });
		const first = await page([recordOf({ id: holder, name: 'Ann Lee', email: 'ann@acme.example' })], []);
		expect(first).toMatchObject([{ reason: 'wouldUpdate', foreseen: { keys: expect.arrayContaining(['email office@acme.example', 'email ann@acme.example']) } }]);
		if (restarted) stage.forget();
		const heir = recordOf({ id: intercomId(), name: 'Joe Heir', email: 'office@acme.example' });
		expect(await page([heir], foreseenBy(first))).toMatchObject([{ reason: 'wouldCreate' }]);
		expect(await page([recordOf({ id: intercomId(), name: 'Bob', email: 'bob@acme.example' })], [])).toMatchObject([{ reason: 'wouldCreate' }]);
	});

	it('a contact that cannot carry an id of Intercom is held by whom an earlier page would name in its history, in another process too', async () => {
		const [contactId] = stage.seed({ Name: 'Ann Lee', FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@acme.example', ContactNumber: 'CRM-1' });
		const take = { numberOfAnotherSystem: 'bind' as const };
		const ann = recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' });
		const double = recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' });
		const dry = async (records: Parameters<Stage['upsert']>[0], contacts: XeroContact[]) => await stage.upsert(records, { ...take, preview: true, series: { name: 'job', isLast: false }, rehearsal: { name: 'dry', contacts } });
		const first = await dry([ann], []);
		expect(first).toMatchObject([{ xeroContactId: contactId, foreseen: { contact: { ContactNumber: 'CRM-1', holder: ann.intercomId.toLowerCase() } } }]);
		stage.forget();
		const [foreseen] = await dry([double], foreseenBy(first));
		stage.forget();
		await stage.upsert([ann], take);
		const [happened] = await stage.upsert([double], take);
		expect(happened).toMatchObject({ outcome: 'review' });
		expect(foreseen).toMatchObject({ outcome: 'review', reason: happened!.reason });
	});

	it('a page that was not kept comes again, and meets nothing of its own', async () => {
		const [contactId] = stage.seed({ Name: 'Ann Lee', EmailAddress: 'ann@acme.example' });
		const both = [recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' }), recordOf({ id: intercomId(), name: 'Bob', email: 'bob@acme.example' })];
		const first = await page(both, []);
		expect(first).toMatchObject([{ reason: 'wouldUpdate', xeroContactId: contactId }, { reason: 'wouldCreate' }]);
		const again = await page(both, []);
		expect(again).toMatchObject([{ reason: 'wouldUpdate', xeroContactId: contactId }, { reason: 'wouldCreate' }]);
		expect(foreseenBy(again)).toEqual(foreseenBy(first));
	});

	it('who waits for another record to give up an email is foreseen as it will be then, in whatever order they come', async () => {
		const holder = intercomId();
		stage.seed({ Name: 'Ann Lee', EmailAddress: 'office@acme.example', ContactNumber: holder });
		stage.deps().intercom = { look: async (id) => await Promise.resolve(id === holder ? { state: 'present', email: 'ann@acme.example', isLead: false } : { state: 'unknown' }) };
		const heir = recordOf({ id: intercomId(), name: 'Joe Heir', email: 'office@acme.example' });
		expect(await page([heir], [])).toMatchObject([{ reason: 'wouldCreate' }]);
		// As it goes live: it waits, and is created once the other one is synced.
		expect(await stage.upsert([heir])).toMatchObject([{ outcome: 'failed', failure: { reason: 'emailMoves' } }]);
		expect(await stage.upsert([recordOf({ id: holder, name: 'Ann Lee', email: 'ann@acme.example' })])).toMatchObject([{ outcome: 'updated' }]);
		expect(await stage.upsert([heir])).toMatchObject([{ outcome: 'created' }]);
	});

	it('who was written a moment ago, and is mapped otherwise now, does not hold up the page', async () => {
		const ann = { ...recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' }), fingerprint: 'as it was mapped' };
		const [written] = await stage.upsert([ann]);
		// A page counts as read some minutes before it was: the search of Intercom may lag.
		const now = { ...ann, fingerprint: 'as it is mapped', xero: { ...ann.xero, FirstName: 'Anna' }, source: { ...ann.source, readAt: stage.sandbox.clock.now() - 15 * 60_000 } };
		expect(await page([now], [])).toMatchObject([{ outcome: 'preview', reason: 'wouldUpdate', changes: [{ field: 'FirstName', before: 'Ann', after: 'Anna' }] }]);
		expect(await page([{ ...now, fingerprint: ann.fingerprint, xero: ann.xero }], [])).toMatchObject([{ reason: 'justWritten' }]);
		// As it goes live: it is read again, and written.
		expect(await stage.upsert([now])).toMatchObject([{ outcome: 'failed', failure: { reason: 'changedWithinASecond' } }]);
		const again = { ...now, source: { ...ann.source, readAt: stage.sandbox.clock.now() + 60_000 } };
		expect(await stage.upsert([again])).toMatchObject([{ outcome: 'updated', xeroContactId: (written as { xeroContactId: string }).xeroContactId }]);
	});

	it('a contact that an earlier page would bind is that record\'s for the later ones', async () => {
		const [contactId] = stage.seed({ Name: 'Ann Lee', FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@acme.example' });
		const first = await page([recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' })], []);
		expect(first).toMatchObject([{ outcome: 'preview', reason: 'wouldUpdate', xeroContactId: contactId }]);
		expect(await page([recordOf({ id: intercomId(), name: 'Ann Lee', email: 'ann@acme.example' })], foreseenBy(first))).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom' }]);
	});
});

describe('runs that follow each other', () => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage();
	});
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	it('ask every two minutes what changed in Xero, and each other run by itself', async () => {
		const many = (from: number) => Array.from({ length: 30 }, (_, number) => recordOf({ id: intercomId(), name: `Person ${from + number}`, email: `p${from + number}@page.example` }));
		const calls = callsByName(stage);
		await stage.upsert(many(0), { series: { name: 'job', isLast: false } });
		calls();
		await stage.upsert(many(30), { series: { name: 'job', isLast: false } });
		expect(calls()).toEqual({ createContacts: 1 });
		await stage.upsert(many(60));
		expect(calls()).toEqual({ getContacts: 1, createContacts: 1 });
	});
});
