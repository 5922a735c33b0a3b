import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { eventually, quiet, startContactSync, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';

/** Time scale: a night comes every 9 s instead of every day, and the queue runs every 2 s. Pages of the sweep hold 3 contacts instead of 150. */
const NIGHT_SECONDS = 9;
const AUDIT_ROWS = 4;
const CHOSEN: Record<string, object> = { 'Read a Page': { pageSize: 3 }, 'Map to Xero Fields': { groupsAndNotes: { segments: 'paying' } } };
let sync: ContactSync;
const ids: string[] = [];

beforeAll(async () => {
	const settings = { whenDeleted: 'archive', auditKeepRows: AUDIT_ROWS };
	sync = await startContactSync({ nightSeconds: NIGHT_SECONDS, settings, node: (each) => ({ ...each, parameters: { ...each.parameters, ...CHOSEN[each.name] } }) as INode });
	const { id: first } = sync.people.createContact({ role: 'user', name: 'Pia Paying', email: 'pia@night.example' });
	sync.people.addToSegment(first, 'Paying');
	for (let index = 0; index < 8; index++) {
		ids.push(sync.people.createContact({ role: 'user', name: `Nia Night${index}`, email: `nia${index}@night.example` }).id);
	}
	await eventually(() => expect(ids.map(statusOf)).toEqual(ids.map(() => 'ACTIVE')));
	await quiet(sync);
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const contactOf = (id: string) => sync.stage.sandbox.xero.organisation().contacts.sorted().find(({ text }) => text.ContactNumber === id);
const statusOf = (id: string) => contactOf(id)?.status;
const stateOf = async (id: string) => (await sync.rows('state')).filter(({ key, kind }) => key === id && kind === 'contact');

test('a signed deletion archives the contact at once', async () => {
	sync.people.deleteContact(ids[0]!);
	await eventually(() => expect(statusOf(ids[0]!)).toBe('ARCHIVED'));
	await eventually(async () => expect(await stateOf(ids[0]!)).toEqual([]));
}, E2E_LIMIT_MS);

test('a deletion nobody told of is found by two sweeps and no sooner; everybody else stays', async () => {
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose', 1);
	sync.people.deleteContact(ids[1]!);
	await eventually(async () => expect(await stateOf(ids[1]!)).toMatchObject([{ missed: 1 }]), 60_000);
	expect(statusOf(ids[1]!)).toBe('ACTIVE');
	await eventually(() => expect(statusOf(ids[1]!)).toBe('ARCHIVED'), 60_000);
	await eventually(async () => expect(await stateOf(ids[1]!)).toEqual([]));
	expect(ids.slice(2).map(statusOf)).toEqual(ids.slice(2).map(() => 'ACTIVE'));
}, E2E_LIMIT_MS);

test('an archiving nobody told of is found the same way, although Intercom answers for the contact as for any other', async () => {
	sync.people.backdate(ids[5]!, 60 * 60_000);
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose', 1);
	sync.people.archive(ids[5]!);
	await eventually(async () => expect(await stateOf(ids[5]!)).toMatchObject([{ missed: 1 }]), 60_000);
	expect(statusOf(ids[5]!)).toBe('ACTIVE');
	await eventually(() => expect(statusOf(ids[5]!)).toBe('ARCHIVED'), 60_000);
}, E2E_LIMIT_MS);

test('a contact that was merged without a word is no deletion: the winner is synced; one that was archived the same night is archived', async () => {
	const lead = sync.people.createContact({ role: 'lead', name: 'Leo Lead', email: 'leo@night.example' }).id;
	await eventually(() => expect(statusOf(lead)).toBe('ACTIVE'));
	await quiet(sync);
	const user = sync.people.createContact({ role: 'user', name: 'Leo Lead', email: 'leo.new@night.example' }).id;
	await eventually(() => expect(statusOf(user)).toBe('ACTIVE'));
	await quiet(sync);
	sync.people.backdate(ids[6]!, 60 * 60_000);
	sync.stage.sandbox.intercom.deliveries.troubleNext('lose', 3);
	sync.people.mergeLeadIntoUser(lead, user);
	sync.people.archive(ids[6]!);
	await eventually(async () => expect(await stateOf(lead)).toEqual([]), 90_000);
	await eventually(() => expect(statusOf(ids[6]!)).toBe('ARCHIVED'));
	await quiet(sync);
	expect(statusOf(user)).toBe('ACTIVE');
	expect(statusOf(lead)).toBe('ACTIVE');
}, E2E_LIMIT_MS);

test('a contact that enters a segment, of which Intercom says nothing, is in its group the next night, and out of it after it left; nobody else is synced again', async () => {
	const { groups } = sync.stage.sandbox.xero.organisation();
	const inGroup = () => [...groups.values()].filter(({ name }) => name === 'Segment: Paying').flatMap(({ members }) => [...members]);
	const { id = '' } = contactOf(ids[4]!)!;
	await eventually(() => expect(inGroup()).toHaveLength(1), 60_000);
	await quiet(sync);
	const mark = sync.stage.sandbox.journal.mark();
	sync.people.addToSegment(ids[4]!, 'Paying');
	await eventually(() => expect(inGroup()).toContain(id), 60_000);
	sync.people.removeFromSegment(ids[4]!, 'Paying');
	await eventually(() => expect(inGroup()).not.toContain(id), 60_000);
	expect(inGroup()).toHaveLength(1);
	await sleep(NIGHT_SECONDS * 1_000);
	const profilesRead = sync.stage.sandbox.journal.list({ vendor: 'intercom', after: mark }).filter(({ method, path }) => method === 'GET' && /^\/contacts\/\w+$/.test(path));
	expect(new Set(profilesRead.map(({ path }) => path))).toEqual(new Set([`/contacts/${ids[4]}`]));
}, E2E_LIMIT_MS);

test('a sweep that could not read every page counts nobody as gone', async () => {
	const missed = async () => (await sync.rows('state')).filter(({ kind, key }) => kind === 'contact' && ids.includes(key)).map((row) => row.missed);
	const fault = sync.stage.sandbox.faults.add({ vendor: 'intercom', method: 'GET', path: /^\/contacts$/, kind: 'status', status: 403, body: {} });
	await sleep(2.5 * NIGHT_SECONDS * 1_000);
	sync.stage.sandbox.faults.remove(fault);
	expect(new Set(await missed())).toEqual(new Set([0]));
	// Told once a night, and three nights may have passed.
	const told = sync.alerts.texts().filter((text) => text.includes('could not read Intercom')).length;
	expect(told).toBeGreaterThanOrEqual(1);
	expect(told).toBeLessThanOrEqual(3);
}, E2E_LIMIT_MS);

test('the audit log is cut to its size, and no execution failed', async () => {
	await eventually(async () => expect((await sync.rows('audit')).length).toBeLessThanOrEqual(AUDIT_ROWS), 60_000);
	expect(sync.alerts.received.filter(({ refusal }) => refusal !== null)).toEqual([]);
	expect(sync.stage.n8n.errorLines).toEqual([]);
}, E2E_LIMIT_MS);
