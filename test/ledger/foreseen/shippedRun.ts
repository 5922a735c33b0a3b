import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IConnections, IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { claim } from '../../../lib/ledger/decisions/claim';
import { bind } from '../../../lib/ledger/decisions/holders';
import { bySettings, writeSettings } from '../../../lib/ledger/decisions/published';
import { batchItems } from '../../../lib/ledger/emitter/items';
import { PageEmitter } from '../../../lib/ledger/emitter/pageEmitter';
import type { PageItem } from '../../../lib/ledger/emitter/pageItem';
import type { Job } from '../../../lib/ledger/rows/facts';
import type { ForecastRow } from '../../../lib/ledger/rows/forecast';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../../lib/ledger/settings';
import { sqliteStore } from '../../../lib/ledger/store/sqlite/store';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import { canvasNodes } from '../../engine/canvasNodes';
import type { StoredCredentials } from '../../engine/credentialStore';
import { runWorkflow, type WorkflowResult } from '../../engine/runWorkflow';
import { credentialsFor, setUp } from '../shipped/setUp';
import { inAnotherProcess } from './anotherProcess';
import { ownOrganisation } from './ownOrganisation';

const WORKSPACE = 'historical';
/** What failed is due again within a day, so often. */
const TRIES = 3;
const TWO_DAYS_MS = 48 * 3_600_000;

/** What a job came to. */
export interface JobRun {
	job: Job;
	/** Items of Settle by the id of their record, the last one of each. */
	settled: Map<string, IDataObject>;
	/** Calls of Xero by operation. */
	calls: Record<string, number>;
	/** Contacts in each call that writes some, in the order of the calls. */
	sizes: number[];
	/** Requests that change something at either vendor. */
	writes: number;
}

/**
 * The workflow historical-migration as it is shipped, on a ledger in a file, page by page in n8n's own engine: pages side by
 * side as the trigger starts them, at Xero's pace. Only n8n's server is not there.
 */
export class ShippedRun {
	private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-folder-'));
	private readonly userFolderBefore = process.env.N8N_USER_FOLDER;
	readonly store = sqliteStore(join(this.folder, '.n8n', 'storage', 'n8n-nodes-intercom-xero.syncLedger', 'default.sqlite'));
	private tokens = 0;

	private constructor(
		readonly sandbox: Sandbox,
		private readonly credentials: StoredCredentials,
		private readonly billTo: PublishedSettings['billTo'],
		private readonly changed: (node: INode) => INodeParameters,
	) {
		process.env.N8N_USER_FOLDER = this.folder;
	}

	/** @param changed parameters that a user sets in the panels, besides whose data it is */
	static async open(settings: Partial<PublishedSettings> = {}, changed: (node: INode) => INodeParameters = () => ({})): Promise<ShippedRun> {
		const sandbox = await startSandbox({ intercom: { id: WORKSPACE }, xero: { organisations: [ownOrganisation()] } });
		const run = new ShippedRun(sandbox, credentialsFor(sandbox), settings.billTo ?? 'person', changed);
		await run.store.open();
		const { id: organisationId, name: organisationName } = sandbox.xero.organisation();
		await run.store.change(bind({ workspaceId: WORKSPACE, region: 'us', organisationId, organisationName, boundAt: Date.now() }));
		await run.store.change(writeSettings({ ...DEFAULT_PUBLISHED, auditValues: true, ...settings }, Date.now()));
		return run;
	}

	async close(): Promise<void> {
		await this.store.close();
		await this.sandbox.stop();
		if (this.userFolderBefore === undefined) delete process.env.N8N_USER_FOLDER;
		else process.env.N8N_USER_FOLDER = this.userFolderBefore;
		rmSync(this.folder, { recursive: true, force: true });
	}

	/**
	 * Starts a job as Start a Job does, and plays the trigger until it is over. Each page of a dry run is looked at as by another
	 * worker, or after a restart: all that it may know of the others comes by the ledger.
	 */
	async job(jobName: string, more: INodeParameters): Promise<JobRun> {
		const counted = this.counted();
		await this.execute('historical-migration', 'Start by Hand', [{ json: {} }], { jobName, ...more });
		const settled: JobRun['settled'] = new Map();
		const faults: unknown[] = [];
		let underWay = 0;
		const emitter = new PageEmitter({
			store: this.store, ledger: 'default', holder: 'test', isOver: () => false, now: () => Date.now(), newToken: () => String((this.tokens += 1)),
			tell: (error) => void faults.push(error), over: () => undefined,
			emit: (page, ended) => {
				underWay += 1;
				if (more.jobMode === 'dryRun') inAnotherProcess();
				void this.page(page, settled).catch((error: unknown) => faults.push(error)).finally(() => {
					underWay -= 1;
					ended?.('ended');
				});
			},
		});
		for (;;) {
			const { restMs } = await emitter.turn();
			const job = await this.jobNamed(jobName);
			if (faults.length > 0) throw faults[0];
			// A page that was looked at twice in vain would be looked at again for a quarter of an hour.
			if ((job.state !== 'running' && job.state !== 'finished') || (job.reading?.failures ?? 0) > 1) throw new Error(`The job ${jobName} is ${job.state}: ${JSON.stringify(job)}`);
			if (job.state === 'finished' || (job.allAdded && underWay === 0)) break;
			await new Promise((resolve) => setTimeout(resolve, restMs));
		}
		const calls = counted();
		for (let tries = 0; tries < TRIES; tries++) await this.tryAgain(settled);
		return { job: await this.jobNamed(jobName), settled, ...calls };
	}

	private async jobNamed(jobName: string): Promise<Job> {
		return (await this.store.list('job', { limit: 100, after: '' })).rows.find(({ jobId }) => jobId === jobName)!.job;
	}

	/** What waits for its next try is taken by contact-sync, all of it once. */
	private async tryAgain(settled: JobRun['settled']): Promise<void> {
		const { rows } = await this.store.list('work', { limit: 10_000, after: '', state: 'waiting' });
		for (let left = rows.length; left > 0; left -= DEFAULT_PUBLISHED.batchSize) {
			const take = bySettings((settings) => claim({ token: `again ${(this.tokens += 1)}`, holder: 'test', limit: settings.batchSize }, settings, Date.now() + TWO_DAYS_MS));
			const { claimed } = await this.store.change(take);
			const { due } = batchItems(claimed, { name: 'default', billTo: this.billTo, organisationId: this.sandbox.xero.organisation().id, workspaceId: WORKSPACE });
			if (due.length > 0) note(settled, await this.execute('contact-sync', 'Sync Ledger Trigger', due.map((item) => ({ json: { ...item } as unknown as IDataObject }))));
		}
	}

	async forecasts(jobId: string): Promise<Map<string, ForecastRow>> {
		const found = new Map<string, ForecastRow>();
		for (let after = ''; ; ) {
			const { rows, next } = await this.store.list('forecast', { limit: 1_000, after, jobId });
			for (const row of rows) found.set(row.id, row);
			if (next === '') return found;
			after = next;
		}
	}

	private async page(page: PageItem, settled: JobRun['settled']): Promise<void> {
		note(settled, await this.execute('historical-migration', 'Next Page', [{ json: { ...page } as unknown as IDataObject }]));
	}

	private async execute(workflow: string, startNode: string, items: INodeExecutionData[], start: INodeParameters = {}): Promise<WorkflowResult> {
		const { nodes, connections, settings } = shippedWorkflow(workflow);
		// By its first output alone: removals and alerts are none of a migration's.
		const ways = { ...connections, [startNode]: { main: (connections[startNode]?.main ?? []).slice(0, 1) } };
		const reached = reachedFrom(startNode, ways);
		const chosen = (node: INode): INodeParameters => ({ ...(node.name === 'Start a Job' && start), ...this.changed(node) });
		const ready = setUp(nodes.filter(({ name }) => reached.has(name)), this.sandbox, this.credentials, chosen);
		const result = await runWorkflow({ workflow: { id: 'w1', nodes: ready, connections: Object.fromEntries(Object.entries(ways).filter(([name]) => reached.has(name))), ...(settings && { settings: settings as IDataObject }) }, startNode, items, credentials: this.credentials, extraNodes: canvasNodes({ told: [] }), mode: 'trigger' });
		const { error } = result.run.data.resultData;
		if (error !== undefined) throw error;
		return result;
	}

	/** Counted as they come: the journal forgets old ones. */
	private counted(): () => Pick<JobRun, 'calls' | 'sizes' | 'writes'> {
		const calls: Record<string, number> = {};
		const sizes: number[] = [];
		let writes = 0;
		const end = this.sandbox.journal.subscribe(({ vendor, path, method, operation, body }) => {
			const { Contacts } = (body ?? {}) as { Contacts?: unknown[] };
			if (vendor === 'xero' && Array.isArray(Contacts)) sizes.push(Contacts.length);
			if (vendor === 'xero' && path.startsWith('/api.xro/')) calls[operation] = (calls[operation] ?? 0) + 1;
			if (method !== 'GET' && !/\/(search|token|connect|oauth)/.test(path)) writes += 1;
		});
		return () => {
			end();
			return { calls, sizes, writes };
		};
	}
}

/** What each Settle said. */
function note(settled: JobRun['settled'], { run }: WorkflowResult): void {
	for (const [name, tasks] of Object.entries(run.data.resultData.runData)) {
		if (!name.startsWith('Settle')) continue;
		for (const { json } of tasks.flatMap(({ data }) => data?.main?.[0] ?? [])) settled.set(String(json.id), json);
	}
}

function reachedFrom(start: string, connections: IConnections): Set<string> {
	const reached = new Set([start]);
	for (const name of reached) for (const to of (connections[name]?.main ?? []).flatMap((output) => output ?? [])) reached.add(to.node);
	return reached;
}
