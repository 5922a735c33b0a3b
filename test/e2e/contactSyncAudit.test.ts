import { editWorkflow } from '../../sandbox/n8n/workflows';
import { eventually, quiet, startContactSync, withSettings, type ContactSync } from './harness/contactSync';
import { E2E_LIMIT_MS } from './harness/limits';
import { publishAnew } from './harness/publishAnew';

/** How long the audit log is kept. What has been kept long enough goes once a day, for the first time when the workflow starts; the days go by for the ledger. */
const A_DAY = 24 * 60;
const KEPT_DAYS = 90;
let sync: ContactSync;
let twin: string;

beforeAll(async () => {
	sync = await startContactSync();
	sync.stage.sandbox.xero.organisation().seedContacts([{ Name: 'Twin of Two', EmailAddress: 'twin@audit.example' }, { Name: 'Twin the Other', EmailAddress: 'twin@audit.example' }]);
	twin = sync.people.createContact({ role: 'user', name: 'Twin', email: 'twin@audit.example' }).id;
	await logged('Olga Old', 'Otto Old', 'Olaf Old');
	await eventually(async () => expect(await sync.rowOf('review', twin)).toMatchObject({ reason: 'ambiguous' }));
	await quiet(sync);
	await sync.elapse((KEPT_DAYS + 1) * A_DAY);
}, 4 * E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

/** Contacts that are synced, and whose lines stand in the audit log. @returns their ids */
async function logged(...names: string[]): Promise<string[]> {
	const ids = names.map((name) => sync.people.createContact({ role: 'user', name, email: `${name.replace(' ', '.')}@audit.example` }).id);
	await eventually(async () => expect((await sync.rows('audit')).map(({ id }) => id)).toEqual(expect.arrayContaining(ids)));
	return ids;
}

const older = async () => (await sync.rows('audit')).filter(({ at }) => Number(at) < Date.now() - KEPT_DAYS * A_DAY * 60_000);
const seqs = async () => (await sync.rows('audit')).map(({ seq }) => Number(seq)).sort((a, b) => a - b);
const kept = async () => ({ reviews: await sync.rows('review'), records: (await sync.rows('record')).map(({ id, state, xeroContactId }) => [id, state, xeroContactId]) });

test('lines older than ninety days go, younger ones stay, and so do the review and the records that they were about', async () => {
	const { session, workflow } = sync.stage;
	const young = await logged('Yve Young', 'Yann Young');
	await quiet(sync);
	const before = await kept();
	expect(before.reviews).toMatchObject([{ id: twin }]);
	expect((await older()).length).toBeGreaterThanOrEqual(4);
	const toStay = (await seqs()).slice(-young.length);
	await publishAnew(session, workflow.id);
	await eventually(async () => expect(await older()).toEqual([]));
	expect(await seqs()).toEqual(expect.arrayContaining(toStay));
	expect((await sync.rows('audit')).map(({ id }) => id)).toEqual(expect.arrayContaining(young));
	expect(await kept()).toEqual(before);
}, 2 * E2E_LIMIT_MS);

test('of more lines than are to be kept the oldest go', async () => {
	const { session, workflow } = sync.stage;
	await logged('Zoe Young');
	await quiet(sync);
	const [lines, before] = [await seqs(), await kept()];
	expect(lines.length).toBeGreaterThan(2);
	await editWorkflow(session, workflow.id, { node: (node) => withSettings(node, { options: { auditKeepRows: 2 } }) });
	await publishAnew(session, workflow.id);
	await eventually(async () => {
		// Publishing may have brought a newer line.
		const left = (await seqs()).filter((seq) => seq <= lines.at(-1)!);
		expect([1, 2]).toContain(left.length);
		expect(left).toEqual(lines.slice(-left.length));
	});
	expect((await seqs()).length).toBeGreaterThanOrEqual(2);
	expect(await kept()).toEqual(before);
	expect(sync.stage.n8n.errorLines).toEqual([]);
}, 2 * E2E_LIMIT_MS);
