import { setTimeout as sleep } from 'node:timers/promises';
import { XeroReader } from '../../sandbox/demo/xeroReader';
import { listExecutions } from '../../sandbox/n8n/executions';
import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow } from '../../sandbox/n8n/workflows';
import { alertRowsAbout, alertsAbout, writesAfter } from './harness/aboutARecord';
import { nodeVersions, runSetup } from './harness/besideIt';
import { eventually, quiet, startContactSync, withParameters, type ContactSync } from './harness/contactSync';
import { failingWorkflow, STOPS } from './harness/failingWorkflow';
import { E2E_LIMIT_MS } from './harness/limits';
import { reviewsAreDecided } from './harness/reviews';
import { appSecrets, filesOf, heldTokens, written } from './harness/secrets';
import { tooLong } from './harness/unmappable';

let sync: ContactSync;
let xero: XeroReader;

beforeAll(async () => {
	sync = await startContactSync({ channel: 'slack' });
	xero = new XeroReader(sync.stage.sandbox);
}, E2E_LIMIT_MS);

afterAll(async () => await sync?.close(), E2E_LIMIT_MS);

const auditOf = async (id: string) => (await sync.rows('audit')).filter((line) => line.id === id);

test('a new contact is in Xero, remembered and in the audit log without its values, and the echo of its reference starts no execution', async () => {
	const { id } = sync.people.createContact({ role: 'user', name: 'Jane Doe', email: 'jane@acme.example', phone: '+61298765432' });
	await eventually(async () => expect((await xero.byNumber(id))?.Name).toBe('Jane Doe'));
	await eventually(async () => {
		expect(await sync.rowOf('record', id)).toMatchObject({ kind: 'contact', state: 'synced', reference: 'stored' });
		expect(await auditOf(id)).toMatchObject([{ event: 'created', changes: expect.arrayContaining([{ field: 'EmailAddress' }]) }]);
		expect(await sync.rowOf('work', id)).toBeUndefined();
	});
	expect(sync.people.contact(id).custom).toMatchObject({ xero_contact_id: (await xero.byNumber(id))?.ContactID });
	await quiet(sync);
	expect(await listExecutions(sync.stage.session, sync.stage.workflow.id)).toHaveLength(1);
	expect(JSON.stringify(await sync.rows('audit'))).not.toContain('jane@acme.example');
}, E2E_LIMIT_MS);

test('40 notifications about what is not mapped cost no call to Xero and no execution, and neither do our own echoes', async () => {
	const { id } = sync.people.createContact({ role: 'user', name: 'Noah Noise', email: 'noah@noise.example' });
	await eventually(async () => expect(await sync.rowOf('record', id)).toBeDefined());
	await quiet(sync);
	const { session, sandbox, workflow } = sync.stage;
	const [mark, delivered, ran] = [sandbox.journal.mark(), sandbox.intercom.deliveries.log.length, (await listExecutions(session, workflow.id)).length];
	for (let visit = 1; visit <= 40; visit++) {
		sync.people.updateContact(id, { lastSeenAt: Date.now() + visit * 1_000 });
		await sleep(20);
	}
	await eventually(() => expect(sandbox.intercom.deliveries.log.length - delivered).toBeGreaterThanOrEqual(40));
	await quiet(sync);
	expect(sync.xeroCalls(mark)).toEqual([]);
	expect(await listExecutions(session, workflow.id)).toHaveLength(ran);
}, E2E_LIMIT_MS);

test('a record that cannot be mapped is told once however often it comes, and mending it clears its row', async () => {
	const { id } = sync.people.createContact({ role: 'user', name: tooLong('Phil'), email: 'phil@phone.example' });
	await eventually(async () => expect(await sync.rowOf('work', id)).toMatchObject({ state: 'parked', class: 'validation' }));
	for (const city of ['Perth', 'Cairns', 'Hobart']) sync.people.updateContact(id, { location: { city } });
	await quiet(sync);
	expect(alertsAbout(sync, id)).toHaveLength(1);
	sync.people.updateContact(id, { name: 'Phil Short' });
	await eventually(async () => {
		expect(await xero.byNumber(id)).toBeDefined();
		expect(await sync.rowOf('work', id)).toBeUndefined();
		expect(await alertRowsAbout(sync, id)).toEqual([]);
	});
	expect(alertsAbout(sync, id)).toHaveLength(1);
}, E2E_LIMIT_MS);

test('a record that Xero refuses for a while is told about once, tried again with its next change and cleared', async () => {
	const { faults } = sync.stage.sandbox;
	const refusal = { Elements: [{ HasErrors: true }], Type: 'ValidationException', Message: 'A validation exception occurred' };
	const fault = faults.add({ vendor: 'xero', method: 'PUT', path: '/Contacts', kind: 'status', status: 400, body: refusal });
	const { id } = sync.people.createContact({ role: 'user', name: 'Vera Valid', email: 'vera@valid.example' });
	await eventually(async () => expect(await sync.rowOf('work', id)).toMatchObject({ state: 'parked' }));
	sync.people.updateContact(id, { phone: '+61298765434' });
	await quiet(sync);
	expect(alertsAbout(sync, id)).toHaveLength(1);
	faults.remove(fault);
	sync.people.updateContact(id, { phone: '+61298765435' });
	await eventually(async () => expect(await sync.rowOf('work', id)).toBeUndefined());
	expect((await xero.byNumber(id))?.Name).toBe('Vera Valid');
}, E2E_LIMIT_MS);

test('a record that failed for the moment is tried again by itself, and nobody is told', async () => {
	sync.stage.sandbox.faults.add({ vendor: 'xero', path: '/api.xro', kind: 'status', status: 503, body: 'down' });
	const told = sync.alerts.texts().length;
	const { id } = sync.people.createContact({ role: 'user', name: 'Toby Tries', email: 'toby@tries.example' });
	await eventually(async () => expect(await sync.rowOf('work', id)).toMatchObject({ state: 'waiting', class: 'transient', attempts: 1 }));
	sync.stage.sandbox.faults.clear();
	await sync.elapse(1);
	await eventually(async () => expect((await xero.byNumber(id))?.Name).toBe('Toby Tries'));
	await eventually(async () => expect(await sync.rowOf('work', id)).toBeUndefined());
	expect(sync.alerts.texts()).toHaveLength(told);
}, E2E_LIMIT_MS);

reviewsAreDecided(() => ({ sync, xero }));

test('while the operation is Preview nothing is written on either side or told, and the ledger keeps what is still to be done until the workflow writes again', async () => {
	const { session, sandbox, workflow } = sync.stage;
	const known = sync.people.createContact({ role: 'user', name: 'Petra Preview', email: 'petra@preview.example' }).id;
	await eventually(async () => expect(await sync.rowOf('record', known)).toMatchObject({ state: 'synced' }));
	await quiet(sync);
	const operation = async (chosen: string) => {
		await editWorkflow(session, workflow.id, { node: (node) => (node.name === 'Create or Update in Xero' ? withParameters(node, { operation: chosen }) : node) });
		await publishWorkflow(session, workflow.id);
	};
	await operation('preview');
	const [alerts, told] = [await sync.rows('alert'), sync.alerts.texts().length];
	const mark = sandbox.journal.mark();
	const fresh = sync.people.createContact({ role: 'user', name: 'Frida Preview', email: 'frida@preview.example' }).id;
	sync.people.updateContact(known, { phone: '+61298765000' });
	await eventually(async () => {
		for (const id of [fresh, known]) expect(await sync.rowOf('work', id)).toMatchObject({ state: 'waiting', attempts: 0, message: null, waitsFor: 'writing' });
	});
	await quiet(sync);
	expect(writesAfter(sync, mark)).toEqual([]);
	expect([await sync.rowOf('record', fresh), await sync.rowOf('review', fresh), await sync.rows('alert')]).toEqual([undefined, undefined, alerts]);
	expect(sync.alerts.texts()).toHaveLength(told);
	// Published with another operation, of which n8n tells no trigger: what was previewed is written without another change.
	await operation('createOrUpdate');
	await sync.elapse(5);
	await eventually(async () => expect((await xero.byNumber(fresh))?.Name).toBe('Frida Preview'));
	await eventually(async () => expect([await sync.rowOf('work', fresh), await sync.rowOf('work', known)]).toEqual([undefined, undefined]));
}, E2E_LIMIT_MS);

describe('the workflows beside it', () => {
	test('setup, run by hand, makes nothing twice, finds everything in order and ends with a test alert', async () => {
		const mark = sync.stage.sandbox.journal.mark();
		await runSetup(sync, 'setup');
		const text = await eventually(() => sync.alerts.texts('setup')[0] ?? Promise.reject(new Error('no test alert yet')));
		expect(text).toContain('Setup is complete');
		expect(writesAfter(sync, mark).filter((write) => write !== 'intercom POST /data_attributes')).toEqual([]);
	}, E2E_LIMIT_MS);

	test('error-alerts tells when another workflow of the user stops, once a day for the same stop', async () => {
		const { session, n8n } = sync.stage;
		const id = await importWorkflow(n8n, shippedWorkflow('error-alerts'));
		await publishWorkflow(session, id);
		const failing = await importWorkflow(n8n, failingWorkflow(id, 2));
		await publishWorkflow(session, failing);
		const text = await eventually(() => alertsAbout(sync, STOPS)[0] ?? Promise.reject(new Error('no alert yet')));
		expect(text).toContain('Give Up');
		await eventually(async () => expect((await listExecutions(session, failing)).filter(({ status }) => status === 'error').length).toBeGreaterThan(3));
		await session.request('POST', `/workflows/${failing}/deactivate`, {});
		await quiet(sync);
		expect(alertsAbout(sync, STOPS)).toHaveLength(1);
	}, E2E_LIMIT_MS);

	test('every node type and version of every shipped workflow exists in n8n', async () => {
		const versions = await nodeVersions(sync.stage);
		for (const name of ['quick-start', 'contact-sync', 'setup', 'error-alerts']) {
			const used = shippedWorkflow(name).nodes.map(({ type, typeVersion }) => `${type} ${typeVersion}`);
			expect([name, ...used.filter((each) => !versions.has(each))]).toEqual([name]);
		}
	}, E2E_LIMIT_MS);
});

test('the channels took every alert, no execution failed, and n8n has nothing to complain about', async () => {
	expect(sync.alerts.received.filter(({ refusal }) => refusal !== null)).toEqual([]);
	expect(sync.stage.n8n.errorLines.filter((line) => !line.includes(STOPS))).toEqual([]);
	expect((await listExecutions(sync.stage.session, sync.stage.workflow.id)).filter(({ status }) => status === 'error' || status === 'crashed')).toEqual([]);
}, E2E_LIMIT_MS);

test('no secret stands in any log, item, row, alert or file of n8n, its database and the ledger among them', async () => {
	const { stage, alerts } = sync;
	const secrets = [...appSecrets, ...(await heldTokens(stage)), ...stage.sandbox.intercom.app().tokens.keys()];
	const places = new Map([...(await written(stage)), ...filesOf(stage), ['the alerts', JSON.stringify(alerts.received)]]);
	for (const table of ['record', 'work', 'review', 'alert', 'audit'] as const) places.set(`rows of ${table}`, JSON.stringify(await sync.rows(table)));
	for (const file of ['database.sqlite', 'default.sqlite']) expect([...places.keys()].filter((place) => place.endsWith(`/${file}`))).toHaveLength(1);
	expect(secrets.length).toBeGreaterThan(appSecrets.length);
	const found = [...places].flatMap(([place, text]) => secrets.filter((secret) => text.includes(secret)).map(() => place));
	expect(found).toEqual([]);
}, E2E_LIMIT_MS);
