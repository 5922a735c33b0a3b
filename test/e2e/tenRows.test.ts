import { callsTo, observe, type Observation } from '../../sandbox/demo/observation';
import { startStage, type Stage } from '../../sandbox/demo/stage';
import { checkEntries } from '../../sandbox/kernel/specCheck';
import { createTable } from './harness/dataTables';
import { E2E_LIMIT_MS } from './harness/limits';
import { CHECKS, comparisonTable, groupsOf, minute, noteOf } from './harness/tenRows';
import { castOf, readBack, type Cast, type ReadBack } from './harness/tenRowsCast';
import { STATE_TABLE, tenRowsWorkflow, TOPICS } from './harness/tenRowsWorkflow';

/** All rows of the mapping table at once, in a workflow that switches everything on, read back through Xero's API. */
jest.setTimeout(E2E_LIMIT_MS);

const SCOPE = 'offline_access accounting.contacts accounting.settings';

let stage: Stage;
let cast: Cast;
/** When she was changed last before the first sync, epoch ms. */
let changedAt: number;
let first: Observation;
let read: ReadBack;

beforeAll(async () => {
	stage = await startStage({
		workflow: tenRowsWorkflow(),
		xeroScope: SCOPE,
		connect: 'requests',
		// A tag sends two notifications, so that executions about the same change meet.
		sandbox: { switches: { 'intercom.linkChange': 'yes' } },
		node: (node) => (node.name === 'Intercom Trigger' ? { ...node, parameters: { ...node.parameters, topics: TOPICS } } : node),
	});
	await createTable(stage.session, STATE_TABLE, ['key', 'lastSync']);
	// Nothing is told of what was there before the sync was switched on.
	stage.sandbox.intercom.app().subscription = null;
	cast = castOf(stage);
	await stage.sandbox.intercom.subscribeWebhook(stage.triggerUrl);
	first = await observe(stage, () => void (changedAt = people().updateContact(cast.contactId, { phone: '0412 345 678' }).updatedAt));
	read = await readBack(stage, cast);
});

afterAll(async () => await stage?.close());

const people = () => stage.sandbox.intercom.people();
const sorted = ({ outcomes }: Observation) => [...outcomes].sort();

test('one notification about her brings all of it into Xero, and nothing waits or fails', () => {
	process.stdout.write(`\n${comparisonTable(cast, changedAt, read)}\n`);
	process.stdout.write(`  ${callsTo('xero', first)} Xero calls, ${callsTo('intercom', first)} Intercom calls, outcomes ${first.outcomes.join(', ')}\n`);
	expect(first.failedExecutions).toEqual([]);
	// She, her company by way of her and by its own echo, and its account are written; the echoes find nothing to do.
	expect(sorted(first)).toEqual(['created', 'created', 'linked', 'unchanged', 'unchanged', 'unchanged']);
	expect(callsTo('xero', first)).toBeLessThanOrEqual(22); // 12 of them for five groups: users, list, five made, five filled
});

test.each(CHECKS.map((check) => ({ check, row: check.row, what: check.what })))('$row: $what', ({ check }) => {
	expect(check.held(read)).toBe(check.expected(cast, changedAt));
});

test('each note is there once, marked, and nothing but notes', () => {
	expect(read.personNotes).toHaveLength(3);
	expect(read.companyNotes).toHaveLength(2);
	for (const note of [...read.personNotes, ...read.companyNotes]) expect(note).toMatch(/ \[n8n [0-9a-f]{8}\]$/);
});

test('a tag is taken off and the owner changes: the groups follow, others stay, one note says so', async () => {
	const { groups } = stage.sandbox.xero.organisation();
	groups.set('best', { id: 'best', name: 'Best customers', members: new Set([read.person.ContactID]) });
	let secondChange = 0;
	const seen = await observe(stage, () => {
		people().untag(cast.contactId, 'Wholesale');
		secondChange = people().updateContact(cast.contactId, { ownerId: cast.owners.olivia }).updatedAt;
	});
	const after = await readBack(stage, cast);
	process.stdout.write(`  second change: ${callsTo('xero', seen)} Xero calls, ${groupsOf(after.person, '')}\n`);
	expect(seen.failedExecutions).toEqual([]);
	expect(sorted(seen)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged', 'unchanged', 'updated']);
	expect(callsTo('xero', seen)).toBeLessThanOrEqual(7); // read, new group, into it, out of two, history, note
	expect(groupsOf(after.person, '')).toBe('Best customers; Owner: Olivia Owner; Segment: Paying; Tag: VIP');
	expect(after.personNotes.slice(0, 3)).toEqual(read.personNotes);
	expect(noteOf(after.personNotes.slice(3), '')).toBe(`Changed ContactGroups from Intercom contact ${cast.contactId} by n8n (${minute(secondChange)} UTC). [mark]`);
	expect(seen.changed).toEqual([]); // no field of any contact
	expect({ ...after, person: fieldsOf(after), personNotes: [] }).toEqual({ ...read, person: fieldsOf(read), personNotes: [] });
});

test('notifications that change nothing cost no call to Xero, even when they come twice, and leave no second note', async () => {
	const before = await readBack(stage, cast);
	const seen = await observe(stage, () => {
		stage.sandbox.intercom.deliveries.troubleNext('double', 2);
		people().updateContact(cast.contactId, { lastSeenAt: Date.now() });
		people().updateCompany(cast.companyId, { lastRequestAt: Date.now() });
	});
	expect(seen.failedExecutions).toEqual([]);
	expect(sorted(seen)).toEqual(Array(6).fill('unchanged')); // each record twice
	expect(seen.calls.filter(({ vendor }) => vendor === 'xero')).toEqual([]);
	expect(await readBack(stage, cast)).toEqual(before);
});

test('every request is one that the specifications of both vendors know, and n8n has nothing to complain about', () => {
	const entries = stage.sandbox.journal.list().filter(({ path }) => path !== '/favicon.ico'); // the browser on the consent page
	expect(checkEntries(entries)).toEqual([]);
	expect(stage.n8n.errorLines).toEqual([]);
});

/** The contact without what the second change is about. */
function fieldsOf({ person }: ReadBack): object {
	return { ...person, ContactGroups: [], UpdatedDateUTC: '' };
}
