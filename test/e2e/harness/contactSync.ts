import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { startAlertReceiver, type AlertReceiver, type Channel } from '../../../sandbox/alerts/receiver';
import { XERO_APP, XERO_READER } from '../../../sandbox/demo/apps';
import { startStage, type Stage, type StageOptions } from '../../../sandbox/demo/stage';
import type { JournalEntry } from '../../../sandbox/kernel/journal';
import type { WorkflowFile } from '../../../sandbox/n8n/workflows';
import { LedgerFile, type LedgerRow, type LedgerTable } from './ledgerFile';

/** Seconds where the shipped workflow has an hour or a day. What the ledger itself waits for is made to go by with `elapse`. */
export interface ContactSyncScale {
	/** How often the reconciliation runs; shipped: 3,600. Absent: it does not come during the test. */
	reconciliationSeconds?: number;
	/** Whether it also runs when n8n starts; shipped: yes. Default: where the hourly one comes, too. */
	reconcilesAtStart?: boolean;
	/** How often the night comes; shipped: every day. Absent: it does not come during the test. */
	nightSeconds?: number;
	/** How long the Xero nodes wait for Xero; shipped: 120, which `shipped` leaves. Default: 1. */
	xeroWait?: number | 'shipped';
}

export interface ContactSyncOptions extends ContactSyncScale {
	/** Which of the shipped workflows, or one as it was shipped before; default: contact-sync. */
	workflow?: 'contact-sync' | 'two-way-sync' | WorkflowFile;
	channel?: Channel;
	/** What a user changes in the panel of Sync Ledger Trigger. */
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
	ledger: LedgerFile;
	rows(table: LedgerTable): Promise<LedgerRow[]>;
	/** The one row about a record; undefined: none. */
	rowOf(table: 'record' | 'work' | 'review', id: string): Promise<LedgerRow | undefined>;
	/** Lets minutes go by for the ledger, and in Intercom for these contacts. */
	elapse(minutes: number, ids?: readonly string[]): Promise<void>;
	/** The link by which a person opens a contact or company in Intercom. */
	pageOf(page: 'users' | 'companies', id: string): string;
	/** Requests to Xero's API after a mark of the journal, sign-in left out. */
	xeroCalls(after: number): JournalEntry[];
	close(): Promise<void>;
}

export async function startContactSync(options: ContactSyncOptions = {}): Promise<ContactSync> {
	const alerts = await startAlertReceiver();
	const { channel = 'slack' } = options;
	const settings = { alertChannel: channel, alertAddress: alerts.url(channel), ...options.settings };
	const { apps = [], ...xero } = options.sandbox?.xero ?? {};
	const stage = await startStage({
		workflow: options.workflow ?? 'contact-sync',
		connect: 'requests',
		n8n: { env: options.env ?? {} },
		sandbox: { ...options.sandbox, xero: { ...xero, apps: [XERO_APP, XERO_READER, ...apps] } },
		node: (node) => (options.node ?? unchanged)(atScale(withSettings(node, settings), options)),
	});
	const ledger = LedgerFile.of(stage.n8n.folder);
	return {
		stage,
		alerts,
		people: stage.sandbox.intercom.people(),
		ledger,
		rows: async (table) => await ledger.rows(table),
		rowOf: async (table, id) => (await ledger.rows(table)).find((row) => row.id === id),
		elapse: async (minutes, ids = []) => {
			for (const id of ids) stage.sandbox.intercom.people().age(id, minutes * 60_000);
			await ledger.elapse(minutes * 60_000, ids);
		},
		pageOf: (page, id) => `${stage.sandbox.intercomUrl}/a/apps/${stage.sandbox.intercom.workspace().id}/${page}/${id}`,
		xeroCalls: (after) => stage.sandbox.journal.list({ vendor: 'xero', after }).filter(({ path }) => path.startsWith('/api.xro/')),
		close: async () => {
			ledger.close();
			await stage.close();
			await alerts.close();
		},
	};
}

/** Repeats a check until it holds; its last complaint after the limit. What a busy n8n does not answer in time Intercom sends again a minute later. */
export async function eventually<T>(check: () => Promise<T> | T, limitMs = 120_000): Promise<T> {
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

/** Lets a minute go by again and again, whenever nothing is left to do, until a check holds. */
export async function minutesGoBy(sync: Pick<ContactSync, 'stage' | 'ledger' | 'elapse'>, check: () => Promise<void> | void, most = 6): Promise<void> {
	for (let minute = 1; ; minute++) {
		await quiet(sync);
		try {
			return await check();
		} catch (error) {
			if (minute > most) throw error;
			await sync.elapse(1.1);
		}
	}
}

/** Waits until for two seconds no notification has come, and nothing has run or been due that can go on. @param limitMs more where a busy machine has a burst to work off */
export async function quiet({ stage: { sandbox }, ledger }: Pick<ContactSync, 'stage' | 'ledger'>, limitMs = 120_000): Promise<void> {
	let since = Date.now();
	let seen = '';
	await eventually(async () => {
		const busy = await goingOn(ledger);
		const state = String(sandbox.intercom.deliveries.log.length);
		if (state !== seen || busy.length > 0) since = Date.now();
		seen = state;
		if (Date.now() - since < 2_000) throw new Error(`not quiet yet: ${busy.join(', ') || 'notifications come'}`);
	}, limitMs);
}

/** What runs now, or is due and waits for no service. */
async function goingOn(ledger: LedgerFile): Promise<string[]> {
	const [work, alerts, facts] = await Promise.all([ledger.rows('work'), ledger.rows('alert'), ledger.rows('fact')]);
	const refuses = facts.some(({ name, value }) => String(name).startsWith('service ') && (value as { state: string }).state === 'refusing');
	const isDue = ({ state, dueAt }: LedgerRow) => (state === 'waiting' || state === 'due') && Number(dueAt) <= Date.now();
	const busy = [...work, ...alerts].filter((row) => row.state === 'running' || row.state === 'claimed' || (isDue(row) && !(refuses && row.state === 'waiting')));
	return busy.map((row) => `${String(row.id ?? row.key)} ${String(row.state)} ${String(row.reason ?? row.why ?? '')}`);
}

/** Sets values in the panel of Sync Ledger Trigger, as a user chooses them. */
export function withSettings(node: INode, settings: Record<string, unknown>): INode {
	return node.type.endsWith('.syncLedgerTrigger') ? withParameters(node, settings) : node;
}

export function withParameters(node: INode, chosen: Record<string, unknown>): INode {
	return { ...node, parameters: { ...node.parameters, ...chosen } } as INode;
}

const unchanged = (node: INode) => node;

const NEVER = [{ field: 'months', monthsInterval: 12 }];

/** n8n takes at most 59 seconds; longer ones are whole minutes. */
function intervalOf(seconds: number): Record<string, string | number> {
	return seconds < 60 ? { field: 'seconds', secondsInterval: seconds } : { field: 'minutes', minutesInterval: Math.round(seconds / 60) };
}

/** Schedules in seconds, and Xero nodes that give up after a second instead of two minutes. */
export function atScale(node: INode, { reconciliationSeconds, reconcilesAtStart = reconciliationSeconds !== undefined, nightSeconds, xeroWait = 1 }: ContactSyncScale): INode {
	const every = (seconds: number | undefined) => ({ rule: { interval: seconds === undefined ? NEVER : [intervalOf(seconds)] } });
	if (node.name === 'Every Hour') return { ...node, parameters: every(reconciliationSeconds) };
	if (node.name === 'When n8n Starts') return { ...node, disabled: !reconcilesAtStart };
	if (node.name === 'Every Night') return { ...node, parameters: every(nightSeconds) };
	if (!node.type.endsWith('.xeroContactUpsert') || xeroWait === 'shipped') return node;
	return withParameters(node, { options: { ...(node.parameters.options as object), maxWaitSeconds: xeroWait } });
}
