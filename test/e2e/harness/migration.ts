import type { INode } from 'n8n-workflow';
import { prepared } from '../../../sandbox/demo/stage';
import { listExecutions, readExecution } from '../../../sandbox/n8n/executions';
import type { N8nSession } from '../../../sandbox/n8n/session';
import { editWorkflow, importWorkflow, publishWorkflow, shippedWorkflow, type StoredWorkflow } from '../../../sandbox/n8n/workflows';
import { eventually, type ContactSync } from './contactSync';
import type { LedgerRow, LedgerTable } from './ledgerFile';

const START_LIMIT_MS = 30_000;

/** What Start Job is given. */
export interface JobWish {
	jobName: string;
	jobMode: 'dryRun' | 'migration' | 'comparison' | 'reconciliation';
	foreseenBy?: string;
	whenBusy?: 'skip' | 'fail';
	sample?: number;
	selection?: Record<string, string>;
}

/** A job as the ledger has it. */
export interface JobState {
	kind: string;
	state: string;
	allAdded: boolean;
	total: number;
	done: number;
	counts: Record<'created' | 'updated' | 'unchanged' | 'review' | 'failed' | 'other', number>;
	reading: { pages: number; read: number; expected: number | null; failures: number; message: string; page: unknown; keptApart?: number };
}

/** What a published historical-migration is started and read in. */
export interface Host {
	session: N8nSession;
	rows(table: LedgerTable): Promise<LedgerRow[]>;
}

/** historical-migration beside contact-sync, in the same n8n and on the same ledger. */
export class Migration {
	constructor(
		private readonly host: Host,
		readonly workflow: Pick<StoredWorkflow, 'id'>,
	) {}

	/** @param more a last word on each node */
	static async publish(sync: ContactSync, more = (node: INode): INode => node): Promise<Migration> {
		const { session, n8n, credentials, sandbox } = sync.stage;
		const id = await importWorkflow(n8n, shippedWorkflow('historical-migration'));
		await editWorkflow(session, id, { credentials, node: (node) => more(prepared(node, sandbox)), settings: { saveDataSuccessExecution: 'all', saveManualExecutions: true } });
		return new Migration({ session, rows: async (table) => await sync.rows(table) }, await publishWorkflow(session, id));
	}

	/** As a person sets the panel of Start a Job and executes the workflow by hand. */
	async start(wish: JobWish): Promise<void> {
		const { session } = this.host;
		const node = (each: INode): INode => (each.name === 'Start a Job' ? { ...each, parameters: { ...each.parameters, ...wish } as INode['parameters'] } : each);
		const workflowData = await editWorkflow(session, this.workflow.id, { node });
		await session.request('POST', `/workflows/${this.workflow.id}/run`, { workflowData, triggerToStartFrom: { name: 'Start by Hand' } });
		await eventually(async () => await this.job(wish.jobName), START_LIMIT_MS).catch(async (error: unknown) => {
			throw new Error(`${String(error)} ${await this.lastFault()}`);
		});
	}

	/** What the newest execution says of its end. */
	async lastFault(): Promise<string> {
		const [newest] = await listExecutions(this.host.session, this.workflow.id);
		return newest === undefined ? 'No execution was kept.' : JSON.stringify((await readExecution(this.host.session, newest.id)).data.resultData.error?.message ?? newest.status);
	}

	async job(name: string): Promise<JobState> {
		const fact = (await this.host.rows('fact')).find((row) => row.name === `job ${name}`);
		if (fact === undefined) throw new Error(`There is no job ${name}`);
		return fact.value as JobState;
	}

	async ended(name: string, limitMs?: number): Promise<JobState> {
		return await eventually(async () => {
			const job = await this.job(name);
			if (job.state !== 'finished') throw new Error(`The job ${name} is ${job.state}: ${JSON.stringify(job)}`);
			return job;
		}, limitMs);
	}

	async forecasts(): Promise<LedgerRow[]> {
		return await this.host.rows('forecast');
	}
}
