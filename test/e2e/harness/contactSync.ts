import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { startAlertReceiver, type AlertReceiver, type Channel } from '../../../sandbox/alerts/receiver';
import { XERO_APP, XERO_READER } from '../../../sandbox/demo/apps';
import { startStage, type Stage, type StageOptions } from '../../../sandbox/demo/stage';
import { listExecutions } from '../../../sandbox/n8n/executions';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';
import type { JournalEntry } from '../../../sandbox/kernel/journal';
import { readTable, type TableRow } from './dataTables';

/** Seconds where the shipped workflow has minutes: the queue is looked at every 2 s, and the eight tries follow as quickly. */
export interface ContactSyncScale {
	/** How often the queue runs, in seconds; shipped: 60. */
	queueSeconds?: number;
	/** How often the reconciliation runs, in seconds; shipped: 3,600. Absent: it does not come during the test. */
	reconciliationSeconds?: number;
	/** How often the night comes, in seconds; shipped: every day. Absent: it does not come during the test. */
	nightSeconds?: number;
	/** The waits between tries, in seconds; shipped: 60, 300, 1,800 ... */
	retrySeconds?: number[];
	/** How long the Xero node waits for Xero, in seconds; shipped: 2 for a live change, else 50. `shipped` leaves it. Default: 1. */
	xeroWait?: number | 'shipped';
}

export interface ContactSyncOptions extends ContactSyncScale {
	channel?: Channel;
	/** Changes what a user may change in Settings. */
	settings?: Record<string, unknown>;
	/** Xero apps named here come beside the stage's own. */
	sandbox?: StageOptions['sandbox'];
	/** Environment of n8n. */
	env?: Record<string, string>;
	/** A last word on each node. */
	node?: (node: INode) => INode;
}

/** contact-sync live in a real n8n against both stand-ins, and the place its alerts go to. */
export interface ContactSync {
	stage: Stage;
	alerts: AlertReceiver;
	people: ReturnType<Stage['sandbox']['intercom']['people']>;
	rows(table: 'queue' | 'state' | 'review' | 'audit' | 'alerts'): Promise<TableRow[]>;
	/** The link by which a person opens a contact or company in Intercom. */
	pageOf(page: 'users' | 'companies', id: string): string;
	/** Requests to Xero's API after a mark of the journal, sign-in left out. */
	xeroCalls(after: number): JournalEntry[];
	close(): Promise<void>;
}

export async function startContactSync(options: ContactSyncOptions = {}): Promise<ContactSync> {
	const alerts = await startAlertReceiver();
	const { channel = 'slack' } = options;
	const settings = { alertChannel: channel, alertUrl: alerts.url(channel), ...scaled(options), ...options.settings };
	const { apps = [], ...xero } = options.sandbox?.xero ?? {};
	const stage = await startStage({
		workflow: 'contact-sync',
		connect: 'requests',
		n8n: { env: options.env ?? {} },
		sandbox: { ...options.sandbox, xero: { ...xero, apps: [XERO_APP, XERO_READER, ...apps] } },
		node: (node) => (options.node ?? unchanged)(asShipped(atScale(withSettings(node, settings), options))),
	});
	return {
		stage,
		alerts,
		people: stage.sandbox.intercom.people(),
		rows: async (table) => await readTable(stage.session, `[main] intercom-xero ${table}`),
		pageOf: (page, id) => `${stage.sandbox.intercomUrl}/a/apps/${stage.sandbox.intercom.workspace().id}/${page}/${id}`,
		xeroCalls: (after) => stage.sandbox.journal.list({ vendor: 'xero', after }).filter(({ path }) => path.startsWith('/api.xro/')),
		close: async () => {
			await stage.close();
			await alerts.close();
		},
	};
}

/** Repeats a check until it holds; its last complaint after the limit. */
export async function eventually<T>(check: () => Promise<T> | T, limitMs = 60_000): Promise<T> {
	const deadline = Date.now() + limitMs;
	for (;;) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await sleep(250);
		}
	}
}

/** Waits until no notification has come and no live execution has run for two seconds. @param limitMs more where a busy machine has a burst to work off */
export async function quiet({ stage: { sandbox, session, workflow } }: ContactSync, limitMs = 120_000): Promise<void> {
	let since = Date.now();
	let seen = '';
	await eventually(async () => {
		const executions = await listExecutions(session, workflow.id);
		const busy = executions.filter(({ mode, status }) => mode === 'webhook' && ['new', 'running'].includes(status)).length;
		const state = String(sandbox.intercom.deliveries.log.length);
		if (state !== seen || busy > 0) since = Date.now();
		seen = state;
		if (Date.now() - since < 2_000) throw new Error(`not quiet yet: ${busy} executions run`);
	}, limitMs);
}

/** Sets values of the node Settings, as a user types them. */
export function withSettings(node: INode, settings: Record<string, unknown>): INode {
	if (node.name !== 'Settings') return node;
	const { assignments } = node.parameters as { assignments: { assignments: Array<{ name: string; value: unknown }> } };
	const chosen = assignments.assignments.map((one) => (one.name in settings ? { ...one, value: settings[one.name] } : one));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: chosen } } } as INode;
}

/** How long after an archiving the search of Intercom is taken to be sure; shipped: 900 s. */
export function withSearchLag(node: INode, seconds: number): INode {
	const waits = ['May It Be Back?', 'Can Intercom Tell by Now?', 'Wait until It Can Tell'].includes(node.name);
	return waits ? (JSON.parse(JSON.stringify(node).replace(/\b900\b/g, String(seconds))) as INode) : node;
}

function scaled({ retrySeconds = [2, 2, 3, 3, 4, 4, 5, 5] }: ContactSyncScale): Record<string, unknown> {
	return { retryMinutes: `={{ ${JSON.stringify(retrySeconds.map((seconds) => seconds / 60))} }}` };
}

const unchanged = (node: INode) => node;

/** The stage asks for fewer topics than the workflow. */
function asShipped(node: INode): INode {
	if (node.name !== 'Intercom Trigger') return node;
	const shipped = shippedWorkflow('contact-sync').nodes.find(({ name }) => name === node.name);
	return { ...node, parameters: { ...node.parameters, topics: shipped?.parameters.topics } as INode['parameters'] };
}

const NEVER = [{ field: 'months', monthsInterval: 12 }];

/** n8n takes at most 59 seconds; longer ones are whole minutes. */
function intervalOf(seconds: number): Record<string, string | number> {
	return seconds < 60 ? { field: 'seconds', secondsInterval: seconds } : { field: 'minutes', minutesInterval: Math.round(seconds / 60) };
}

/** Schedules in seconds, and a Xero node that gives up after a second instead of two minutes. */
function atScale(node: INode, { queueSeconds = 2, reconciliationSeconds, nightSeconds, xeroWait = 1 }: ContactSyncScale): INode {
	const every = (seconds: number | undefined) => ({
		rule: { interval: seconds === undefined ? NEVER : [intervalOf(seconds)] },
	});
	if (node.name === 'Every Minute') return { ...node, parameters: every(queueSeconds) };
	if (node.name === 'Every Hour') return { ...node, parameters: every(reconciliationSeconds) };
	if (node.name === 'Every Night') return { ...node, parameters: every(nightSeconds) };
	if (node.name !== 'Create or Update in Xero' || xeroWait === 'shipped') return node;
	const chosen = node.parameters.options as object;
	return { ...node, parameters: { ...node.parameters, options: { ...chosen, maxWaitSeconds: xeroWait } } };
}
