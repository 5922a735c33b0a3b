import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow } from '../../sandbox/n8n/workflows';
import { prepared } from '../../sandbox/demo/stage';
import { postgresServer } from '../ledger/postgresServer';
import { eventually, quiet, startContactSync, withParameters, type ContactSync } from './harness/contactSync';
import { intoPostgres } from './harness/intoPostgres';
import { LedgerFile } from './harness/ledgerFile';
import { E2E_LIMIT_MS } from './harness/limits';
import { publishAnew } from './harness/publishAnew';

/**
 * The ledger cannot be used for a while: its file removed, its disk full or read-only, its database stopped. Disks of its own
 * take root, as PostgreSQL does here. Time scale: the reconciliation comes every 10 s instead of every hour.
 */
const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? test : saidLoudly;
let sync: ContactSync;
let ledger: LedgerFile;
let folder: string;
let made = 0;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'intercom-xero-ledger-'));
	if (isRoot) mount('size=2m');
	sync = await startContactSync({ channel: 'slack', reconciliationSeconds: 10, node: (node) => ('ledger' in node.parameters ? withParameters(node, { ledgerOptions: { path: join(folder, 'acme.sqlite') } }) : node) });
	ledger = LedgerFile.at(join(folder, 'acme.sqlite'));
	await inXero(create());
	await quiet({ stage: sync.stage, ledger });
}, E2E_LIMIT_MS);

afterAll(async () => {
	ledger?.close();
	await sync?.close();
	if (isRoot) execFileSync('umount', ['-l', folder]);
	rmSync(folder, { recursive: true, force: true });
}, E2E_LIMIT_MS);

function mount(options: string): void {
	execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
}

function saidLoudly(name: string): void {
	test(name, () => console.error(`*** NOT TRIED, because it takes root: ${name}`));
}

const create = () => sync.people.createContact({ role: 'user', name: `Lena Ledger${++made}`, email: `lena${made}@ledger.example` }).id;
const numbers = () => sync.stage.sandbox.xero.organisation().contacts.sorted().map(({ text }) => text.ContactNumber);
const inXero = async (id: string) => await eventually(() => expect(numbers().filter((number) => number === id)).toHaveLength(1), 120_000);
const deliveries = () => sync.stage.sandbox.intercom.deliveries.log;

/** An execution that could not settle holds its batch for a quarter of an hour. */
async function leasesEnd(): Promise<void> {
	await ledger.elapse(16 * 60_000);
}

/** Intercom is told that its notification was not taken, sends it once more, and then no more. */
async function refused(id: string): Promise<void> {
	const before = deliveries().length;
	await eventually(() => expect(deliveries().slice(before - 1).filter(({ status }) => status === 503).length).toBeGreaterThan(0));
	expect(numbers()).not.toContain(id);
}

test('the file is removed: 503 in words, a person is told at once, no empty ledger in its place; back again, the reconciliation heals the rest', async () => {
	const file = join(folder, 'acme.sqlite');
	renameSync(file, `${file}.away`);
	const id = create();
	await refused(id);
	await eventually(() => expect(sync.alerts.texts().join()).toMatch(/stopped.*ledger/is));
	// As the message says: n8n is stopped while the file is put back.
	await sync.stage.n8n.kill();
	renameSync(`${file}.away`, file);
	await sync.stage.n8n.start();
	await leasesEnd();
	await inXero(id);
	await quiet({ stage: sync.stage, ledger });
}, E2E_LIMIT_MS);

test('the same, put back while n8n runs: it goes on once the workflow is published again, and not before', async () => {
	const file = join(folder, 'acme.sqlite');
	renameSync(file, `${file}.away`);
	const id = create();
	await refused(id);
	renameSync(`${file}.away`, file);
	await publishAnew(sync.stage.session, sync.stage.workflow.id);
	await inXero(id);
	await inXero(create());
	await quiet({ stage: sync.stage, ledger });
}, E2E_LIMIT_MS);

asRoot('its disk is full: 503, and all is right once there is room', async () => {
	writeUntilFull();
	const id = create();
	await refused(id);
	rmSync(join(folder, 'filler'));
	await leasesEnd();
	await inXero(id);
	await inXero(create());
}, E2E_LIMIT_MS);

asRoot('a read-only disk: the workflow is not published, and the message says why', async () => {
	const { session, n8n, credentials, sandbox } = sync.stage;
	const readOnly = mkdtempSync(join(tmpdir(), 'intercom-xero-ro-'));
	execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', readOnly]);
	try {
		const id = await importWorkflow(n8n, { ...shippedWorkflow('contact-sync'), id: 'readOnly' });
		const chosen = { ledgerOptions: { path: join(readOnly, 'acme.sqlite') } };
		await editWorkflow(session, id, { credentials, node: (node) => ('ledger' in node.parameters ? withParameters(prepared(node, sandbox), chosen) : prepared(node, sandbox)) });
		await expect(publishWorkflow(session, id)).rejects.toThrow(new RegExp(`${readOnly}.*(read-only|written)`));
		await session.request('POST', `/workflows/${id}/deactivate`, {});
	} finally {
		execFileSync('umount', [readOnly]);
	}
}, E2E_LIMIT_MS);

asRoot('a ledger in PostgreSQL, stopped for half a minute: 503, and all is right once it answers again', async () => {
	const server = mkdtempSync(join(tmpdir(), 'intercom-xero-pg-'));
	const database = postgresServer('start', server);
	try {
		await intoPostgres(sync, database);
		await inXero(create());
		postgresServer('stop', server);
		const ids = [create(), create(), create()];
		await refused(ids[0]!);
		await new Promise((resolve) => void setTimeout(resolve, 30_000));
		postgresServer('restart', server);
		for (const id of ids) await inXero(id);
		await inXero(create());
	} finally {
		postgresServer('remove', server);
	}
}, E2E_LIMIT_MS);

function writeUntilFull(): void {
	try {
		writeFileSync(join(folder, 'filler'), Buffer.alloc(4 * 1024 * 1024));
	} catch {
		return; // no space left: just so
	}
	throw new Error(`${folder} took more than it has room for`);
}
