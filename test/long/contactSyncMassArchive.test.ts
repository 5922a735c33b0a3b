import { eventually, minutesGoBy, quiet, startContactSync, type ContactSync } from '../e2e/harness/contactSync';
import { E2E_LIMIT_MS } from '../e2e/harness/limits';
import { onLedger } from '../e2e/harness/onLedger';

/** Time scale: the reconciliation runs every 15 s instead of every hour; the minute for which archivings wait for each other goes by for the ledger. Vendor limits are Xero's own. */
const MANY = 45;
/** So many may pass within an hour. */
const MASS = 20;
let sync: ContactSync;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'discord', reconciliationSeconds: 15, xeroWait: 'shipped', settings: { whenDeleted: 'archive' } });
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const archived = () => sync.stage.sandbox.xero.organisation().contacts.sorted().filter(({ status }) => status === 'ARCHIVED').length;
/** Found by the reconciliation and written in one go: one by one they would take Xero's calls of some minutes. */
function create(count: number, name: string): string[] {
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose', count);
	return Array.from({ length: count }, (_, index) => sync.people.createContact({ role: 'user', name: `${name} ${index}`, email: `${name.toLowerCase()}${index}@mass.example` }).id);
}

async function inXero(count: number): Promise<void> {
	await eventually(() => expect(sync.stage.sandbox.xero.organisation().contacts.sorted()).toHaveLength(count), 90_000);
	await eventually(async () => expect(await sync.rows('work')).toEqual([]), 60_000);
	await quiet(sync);
}

test('a few contacts archived in Intercom are archived in Xero', async () => {
	const ids = create(3, 'Few');
	await inXero(3);
	for (const id of ids) sync.people.archive(id);
	await sync.elapse(16, ids);
	await minutesGoBy(sync, () => expect(archived()).toBe(3));
	expect(await sync.rows('review')).toEqual([]);
}, E2E_LIMIT_MS);

test('many at once wait for a person, who hears of it in words that fit; once let pass, all are archived', async () => {
	const ids = create(MANY, 'Many');
	await inXero(3 + MANY);
	const before = archived();
	const taken = () => sync.stage.sandbox.intercom.deliveries.log.filter(({ topic, status }) => topic === 'contact.deleted' && status === 200).length;
	const takenBefore = taken();
	for (const id of ids) sync.people.deleteContact(id);
	await eventually(() => expect(taken() - takenBefore).toBe(MANY)); // what n8n did not answer in time comes again a minute later
	const held = async () => (await sync.rows('work')).filter(({ heldBy }) => heldBy === 'archive').length;
	await minutesGoBy(sync, async () => expect((await held()) + archived() - before).toBe(MANY));
	const passed = archived();
	expect(passed - before).toBeLessThanOrEqual(MASS);
	const told = await eventually(() => {
		const texts = sync.alerts.texts().filter((text) => text.includes('Unusually many contacts would be archived'));
		expect(texts).toHaveLength(1);
		return texts;
	});
	expect(told.join()).toContain('Decide');
	await sync.elapse(120);
	await quiet(sync);
	expect(archived()).toBe(passed); // no hour that goes by lets them pass
	await onLedger(sync.stage, { operation: 'decide', decision: 'letPass', stop: 'archive', by: 'Jane of Accounts' });
	await minutesGoBy(sync, () => expect(archived()).toBe(before + MANY));
}, E2E_LIMIT_MS);
