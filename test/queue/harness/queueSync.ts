import type { INode } from 'n8n-workflow';
import { Client } from 'pg';
import { startAlertReceiver, type AlertReceiver } from '../../../sandbox/alerts/receiver';
import { connectAll, prepared, triggerName, withApps } from '../../../sandbox/demo/stage';
import type { JournalEntry } from '../../../sandbox/kernel/journal';
import { createCredential } from '../../../sandbox/n8n/credentials';
import type { N8nSession } from '../../../sandbox/n8n/session';
import { editWorkflow, importWorkflow, publishWorkflow, runByHand, shippedWorkflow, webhookUrl } from '../../../sandbox/n8n/workflows';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import { DEFAULT_SCHEMA } from '../../../lib/ledger/store/postgres/place';
import { eventually, withParameters } from '../../e2e/harness/contactSync';
import type { LedgerRow, LedgerTable } from '../../e2e/harness/ledgerFile';
import { Cluster } from './cluster';
import { CuttableProxy } from './proxy';

/** Contact Sync as shipped, live in an n8n of four processes, and all that is around it. */
export interface QueueSync {
	cluster: Cluster;
	sandbox: Sandbox;
	session: N8nSession;
	alerts: AlertReceiver;
	people: ReturnType<Sandbox['intercom']['people']>;
	/** Ids of the published workflows, by the name of their file. */
	workflows: ReadonlyMap<string, string>;
	/** On the way of n8n to Xero; Intercom is reached without one. */
	xero: CuttableProxy;
	/** Rows of the ledger, read past the proxies. */
	rows(table: LedgerTable): Promise<LedgerRow[]>;
	/** Requests to Xero's API after a mark of the journal, sign-in left out. */
	xeroCalls(after: number): JournalEntry[];
	/** As somebody starts it by hand: what the workflow does every hour. */
	lookForMissed(): Promise<void>;
	close(): Promise<void>;
}

/** @param options.workflows shipped ones beside Contact Sync */
export async function startQueueSync(options: { workflows?: readonly string[]; node?: (node: INode) => INode } = {}): Promise<QueueSync> {
	const closing: Array<() => Promise<void>> = [];
	const close = async () => {
		for (const end of closing.splice(0).reverse()) await end();
	};
	try {
		const alerts = await startAlertReceiver();
		closing.push(async () => await alerts.close());
		const sandbox = await startSandbox(withApps());
		closing.push(async () => await sandbox.stop());
		const { hostname, port } = new URL(sandbox.xeroUrl);
		const xero = await CuttableProxy.to(hostname, Number(port));
		closing.push(async () => await xero.close());
		const cluster = await Cluster.start();
		closing.push(async () => await cluster.close());
		const session = await cluster.login();
		const vendors = await connectAll(session, { xeroUrl: `http://127.0.0.1:${xero.port}`, intercomUrl: sandbox.intercomUrl }, { connect: 'requests' });
		const postgres = await createCredential(session, { type: 'postgres', name: 'Ledger database', data: cluster.ledgerCredential });
		const node = (each: INode) => (options.node ?? asItIs)(chosen(each, sandbox, alerts));
		const workflows = new Map<string, string>();
		for (const name of ['contact-sync', ...(options.workflows ?? [])]) {
			const id = await importWorkflow(cluster.processes.main, shippedWorkflow(name));
			await editWorkflow(session, id, { credentials: [...vendors, postgres], node });
			const workflow = await publishWorkflow(session, id);
			workflows.set(name, id);
			if (name === 'contact-sync') await subscribe(sandbox, webhookUrl(cluster.processes.webhook, workflow, triggerName(workflow)));
		}
		return {
			...{ cluster, sandbox, session, alerts, xero, workflows, close },
			lookForMissed: async () => void (await runByHand(session, workflows.get('contact-sync') ?? '', 'Every Hour')),
			people: sandbox.intercom.people(),
			rows: async (table) => await rowsIn(cluster.ledgerUrl, table),
			xeroCalls: (after) => sandbox.journal.list({ vendor: 'xero', after }).filter(({ path }) => path.startsWith('/api.xro/')),
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** As a person presses Save again: the first request makes a webhook process load what it needs, which may take longer than Intercom waits. */
async function subscribe(sandbox: Sandbox, url: string): Promise<void> {
	await eventually(async () => await sandbox.intercom.subscribeWebhook(url));
}

const asItIs = (node: INode) => node;

/** What a user chooses after the import: the organisation, PostgreSQL in every node that has a ledger and in those that call Xero, where alerts go. */
function chosen(node: INode, sandbox: Sandbox, alerts: AlertReceiver): INode {
	const ready = prepared(node, sandbox);
	const inPostgres = 'ledgerStore' in ready.parameters || node.type.endsWith('.xeroContactUpsert') ? withParameters(ready, { ledgerStore: 'postgres' }) : ready;
	return node.type.endsWith('.syncLedgerTrigger') ? withParameters(inPostgres, { alertChannel: 'json', alertAddress: alerts.url('json') }) : inPostgres;
}

async function rowsIn(url: string, table: string): Promise<LedgerRow[]> {
	const client = new Client({ connectionString: url });
	await client.connect();
	try {
		const { rows } = await client.query<LedgerRow>(`select * from "${DEFAULT_SCHEMA}"."${table}"`);
		return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, parsed(value)])));
	} finally {
		await client.end();
	}
}

function parsed(value: unknown): unknown {
	return typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;
}
