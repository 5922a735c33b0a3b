import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, minutesGoBy, quiet, startContactSync, withParameters, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';

/** Time scale: a night comes every 9 s instead of every day; the minute for which archivings wait for each other goes by for the ledger. */
const NIGHT_SECONDS = 9;
const AN_HOUR = 60;
let sync: ContactSync;
const ids: string[] = [];

beforeAll(async () => {
	sync = await startContactSync({
		nightSeconds: NIGHT_SECONDS,
		settings: { whenDeleted: 'archive' },
		node: (each) => (each.name === 'Map to Person' ? withParameters(each, { groupsAndNotes: { segments: 'paying' } }) : each),
	});
	const { id: first } = sync.people.createContact({ role: 'user', name: 'Pia Paying', email: 'pia@night.example' });
	sync.people.addToSegment(first, 'Paying');
	for (let index = 0; index < 8; index++) {
		ids.push(sync.people.createContact({ role: 'user', name: `Nia Night${index}`, email: `nia${index}@night.example` }).id);
	}
	await eventually(() => expect(ids.map(statusOf)).toEqual(ids.map(() => 'ACTIVE')), 120_000); // what n8n did not answer in time comes again a minute later
	await quiet(sync);
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const contactOf = (id: string) => sync.stage.sandbox.xero.organisation().contacts.sorted().find(({ text }) => text.ContactNumber === id);
const statusOf = (id: string) => contactOf(id)?.status;
const stateOf = async (id: string) => (await sync.rowOf('record', id))?.state;
const lose = (count: number) => sync.stage.sandbox.intercom.deliveries.troubleNext('lose', count);
const sweeps = async () => {
	const fact = (await sync.rows('fact')).find(({ name }) => name === 'sweep');
	return fact?.value as { number: number; complete: [number, number] } | undefined;
};

/** Nights come until a check holds; between them the minutes of the ledger go by. */
async function nights(check: () => Promise<void> | void, most = 8): Promise<void> {
	for (let night = 1; ; night++) {
		try {
			return await minutesGoBy(sync, check, 1);
		} catch (error) {
			if (night > most) throw error;
			await sleep(NIGHT_SECONDS * 1_000);
		}
	}
}

test('a signed deletion archives the contact, once those of a minute are together', async () => {
	sync.people.deleteContact(ids[0]!);
	await minutesGoBy(sync, () => expect(statusOf(ids[0]!)).toBe('ARCHIVED'));
	expect(await stateOf(ids[0]!)).toBe('gone');
}, E2E_LIMIT_MS);

test('a deletion nobody told of is found by two sweeps and no sooner; everybody else stays', async () => {
	lose(1);
	const before = (await sweeps())?.number ?? 0;
	sync.people.deleteContact(ids[1]!);
	await eventually(async () => expect(await sync.rowOf('work', ids[1]!)).toMatchObject({ why: 'vanished' }));
	expect((await sweeps())?.complete[1]).toBeGreaterThan(before - 1);
	await nights(() => expect(statusOf(ids[1]!)).toBe('ARCHIVED'));
	expect(await stateOf(ids[1]!)).toBe('gone');
	expect(ids.slice(2).map(statusOf)).toEqual(ids.slice(2).map(() => 'ACTIVE'));
}, E2E_LIMIT_MS);

test('an archiving nobody told of is found the same way, although Intercom answers for the contact as for any other', async () => {
	sync.people.age(ids[5]!, AN_HOUR * 60_000);
	lose(1);
	sync.people.archive(ids[5]!);
	sync.people.age(ids[5]!, AN_HOUR * 60_000);
	expect(statusOf(ids[5]!)).toBe('ACTIVE');
	await nights(() => expect(statusOf(ids[5]!)).toBe('ARCHIVED'));
}, E2E_LIMIT_MS);

test('a contact that was merged without a word is no deletion: the winner is synced; one that was archived the same night is archived', async () => {
	const lead = sync.people.createContact({ role: 'lead', name: 'Leo Lead', email: 'leo@night.example' }).id;
	await eventually(() => expect(statusOf(lead)).toBe('ACTIVE'));
	await quiet(sync);
	const user = sync.people.createContact({ role: 'user', name: 'Leo Lead', email: 'leo.new@night.example' }).id;
	await eventually(() => expect(statusOf(user)).toBe('ACTIVE'));
	await quiet(sync);
	lose(3);
	sync.people.mergeLeadIntoUser(lead, user);
	sync.people.archive(ids[6]!);
	sync.people.age(ids[6]!, AN_HOUR * 60_000);
	await nights(async () => expect([await stateOf(lead), statusOf(ids[6]!)]).toEqual(['gone', 'ARCHIVED']));
	await quiet(sync);
	expect(statusOf(user)).toBe('ACTIVE');
	expect(statusOf(lead)).toBe('ACTIVE');
}, E2E_LIMIT_MS);

test('a contact that enters a segment, of which Intercom says nothing, is in its group the next night, and out of it after it left; nobody else is synced again', async () => {
	const { groups } = sync.stage.sandbox.xero.organisation();
	const inGroup = () => [...groups.values()].filter(({ name }) => name === 'Segment: Paying').flatMap(({ members }) => [...members]);
	const { id = '' } = contactOf(ids[4]!)!;
	await eventually(() => expect(inGroup()).toHaveLength(1));
	await quiet(sync);
	const mark = sync.stage.sandbox.journal.mark();
	sync.people.addToSegment(ids[4]!, 'Paying');
	await eventually(() => expect(inGroup()).toContain(id));
	sync.people.removeFromSegment(ids[4]!, 'Paying');
	await eventually(() => expect(inGroup()).not.toContain(id));
	expect(inGroup()).toHaveLength(1);
	await sleep(NIGHT_SECONDS * 1_000);
	const profilesRead = sync.stage.sandbox.journal.list({ vendor: 'intercom', after: mark }).filter(({ method, path }) => method === 'GET' && /^\/contacts\/\w+$/.test(path));
	expect(new Set(profilesRead.map(({ path }) => path))).toEqual(new Set([`/contacts/${ids[4]}`]));
}, E2E_LIMIT_MS);

test('a sweep that could not read every page counts nobody as gone, is told once, and that it reads again, too', async () => {
	// A night that came before there was the segment Paying was told too, and that it was over: another state of the same.
	const before = sync.alerts.texts().length;
	const told = () => sync.alerts.texts().slice(before).filter((text) => text.includes('sweep')).map((text) => text.split('\n')[0]);
	const whole = (await sweeps())?.complete[0];
	const fault = sync.stage.sandbox.faults.add({ vendor: 'intercom', method: 'GET', path: /^\/contacts$/, kind: 'status', status: 403, body: {} });
	await sleep(3 * NIGHT_SECONDS * 1_000);
	await quiet(sync);
	sync.stage.sandbox.faults.remove(fault);
	expect((await sweeps())?.complete[0]).toBeLessThanOrEqual(whole! + 1); // one may have been under way
	expect((await sync.rows('work')).filter(({ why }) => why === 'vanished')).toEqual([]);
	await eventually(() => expect(told()).toEqual([expect.stringContaining('The sweep of all contacts breaks off'), expect.stringContaining('The sweep reads all contacts again')]));
	await sleep(2 * NIGHT_SECONDS * 1_000);
	expect(told()).toHaveLength(2);
}, E2E_LIMIT_MS);

test('no execution failed', () => {
	expect(sync.alerts.received.filter(({ refusal }) => refusal !== null)).toEqual([]);
	expect(sync.stage.n8n.errorLines).toEqual([]);
}, E2E_LIMIT_MS);
