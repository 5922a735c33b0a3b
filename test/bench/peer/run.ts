import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { INTERCOM_APP, XERO_APP, XERO_READER } from '../../../sandbox/demo/apps';
import { prepared } from '../../../sandbox/demo/stage';
import { connectWithoutBrowser } from '../../../sandbox/n8n/consent';
import { createCredential, type CredentialReference } from '../../../sandbox/n8n/credentials';
import { listAllExecutions, listExecutions } from '../../../sandbox/n8n/executions';
import { N8nInstance } from '../../../sandbox/n8n/instance';
import { installOurPackage } from '../../../sandbox/n8n/packageInstall';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { N8nSession } from '../../../sandbox/n8n/session';
import { editWorkflow, importWorkflow, publishWorkflow, type WorkflowFile } from '../../../sandbox/n8n/workflows';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import type { Job } from '../../../lib/ledger/rows/facts';
import { LedgerFile } from '../../e2e/harness/ledgerFile';
import { usedBy } from '../live/processGroup';
import { counted } from './counted';
import { judge, type Verdict, type XeroEnd } from './judge';
import { settle, type Village } from './people';
import { peerWorkflow, quietContactSync, START_PATH, withJob, workflowFile } from './workflows';

/** One run of one side, and what it came to. */
export interface Run {
	/** Of the run that foresaw it; null: there was none. */
	dryRun: { xeroCalls: number; intercomReads: number; writes: number; seconds: number } | null;
	xeroCalls: number;
	intercomReads: number;
	intercomWrites: number;
	xeroBytes: number;
	seconds: number;
	idleMB: number;
	peakMB: number;
	verdicts: Verdict[];
	failedExecutions: number;
	/** What the least number of calls is reckoned from. */
	village: Pick<Village, 'active'> & { settlers: Village['settlers'] };
}

/** What a run is waited for at most. */
const LIMIT_MS = 3 * 60 * 60_000;
const SETTLE_MS = 15_000;
/** Without a running execution for this long a run is over. */
const QUIET_MS = 15_000;
const FOR_EVER = Number.MAX_SAFE_INTEGER;
/** What the README advises where memory is short. */
const ADVISED = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true', NODE_OPTIONS: '--max-old-space-size=512' };

/** @param ours file of the workflow that runs as ours */
export async function runOf(side: 'peer' | 'ours', contacts: number, ours: string): Promise<Run> {
	const closing: Array<() => Promise<void>> = [];
	try {
		// The minute and the day are not waited for: the time at Xero's limits is reckoned from the calls.
		const limits = { perMinute: FOR_EVER, perDay: FOR_EVER, appPerMinute: FOR_EVER };
		const sandbox = await startSandbox({ intercom: INTERCOM_APP, xero: { apps: [XERO_APP, XERO_READER], limits } });
		closing.push(async () => await sandbox.stop());
		const village = settle(sandbox, contacts);
		const xero = await counted(sandbox.xeroUrl);
		closing.push(xero.close);
		const toStandIn: Record<string, string> = side === 'peer' ? { NODE_OPTIONS: `${ADVISED.NODE_OPTIONS} --require ${join(PROJECT_ROOT, 'test/bench/peer/toStandIn.cjs')}`, BENCH_XERO_URL: xero.url } : {};
		const n8n = await N8nInstance.create({ env: { ...ADVISED, ...toStandIn } });
		closing.push(async () => await n8n.dispose());
		if (side === 'ours') await installOurPackage(n8n);
		await n8n.start();
		const session = await N8nSession.login(n8n);
		const id = side === 'peer' ? await peerIn(session, sandbox) : await oursIn(session, sandbox, xero.url, ours);
		const ledger = side === 'ours' ? LedgerFile.of(n8n.folder) : null;
		closing.push(async () => await Promise.resolve(ledger?.close()));
		const dryRun = ledger === null ? null : await foresee({ n8n, session, id, ledger }, countCalls(sandbox));
		await sleep(SETTLE_MS);
		const pid = n8n.pid!;
		const idle = usedBy(pid).residentBytes;
		const calls = countCalls(sandbox);
		const bytesBefore = xero.bytesOut();
		let peak = idle;
		const watch = setInterval(() => (peak = Math.max(peak, usedBy(pid).residentBytes)), 200);
		const begun = Date.now();
		let ended: number;
		try {
			await begin(n8n);
			ended = ledger === null ? await overAt(session) : await jobOver(ledger, 'migration');
		} finally {
			clearInterval(watch);
		}
		const failed = (await listAllExecutions(session)).filter(({ status }) => status === 'error' || status === 'crashed');
		for (const { id: execution } of failed) console.error(`${side}: execution ${execution} did not succeed`, n8n.errorLines.slice(-3));
		const waiting = new Set((await ledger?.rows('review'))?.map((row) => String(row.id)));
		const verdicts = judge(village.settlers, { contacts: sandbox.xero.organisation().allContacts() as unknown as XeroEnd[], before: village.before, waiting });
		console.log(`${side} (workflow ${id}), ${contacts} contacts: ${calls.xero} Xero calls ${JSON.stringify(calls.byOperation)}, ${((ended - begun) / 1_000).toFixed(1)} s`);
		return {
			dryRun, xeroCalls: calls.xero, intercomReads: calls.reads, intercomWrites: calls.writes, xeroBytes: xero.bytesOut() - bytesBefore, seconds: (ended - begun) / 1_000,
			idleMB: idle / 2 ** 20, peakMB: peak / 2 ** 20, verdicts, failedExecutions: failed.length, village: { active: village.active, settlers: village.settlers },
		};
	} finally {
		for (const end of closing.reverse()) await end();
	}
}

/** What the dry run before ours came to; its reading of Intercom and Xero is not the live run's. */
async function foresee({ n8n, session, id, ledger }: { n8n: N8nInstance; session: N8nSession; id: string; ledger: LedgerFile }, calls: Calls): Promise<NonNullable<Run['dryRun']>> {
	const asJob = async (job: 'dryRun' | 'migration') => {
		await editWorkflow(session, id, { node: withJob(job) });
		await publishWorkflow(session, id);
	};
	await asJob('dryRun');
	const begun = Date.now();
	await begin(n8n);
	const ended = await jobOver(ledger, 'dryRun');
	const { xero, reads, writes } = calls;
	await asJob('migration');
	return { xeroCalls: xero, intercomReads: reads, writes, seconds: (ended - begun) / 1_000 };
}

async function begin({ baseUrl }: N8nInstance): Promise<void> {
	const started = await fetch(`${baseUrl}/webhook/${START_PATH}`, { method: 'POST' });
	if (!started.ok) throw new Error(`The run was not started: ${started.status} ${await started.text()}`);
}

/** When a job had done all its contacts, epoch ms. */
async function jobOver(ledger: LedgerFile, jobId: string): Promise<number> {
	const deadline = Date.now() + LIMIT_MS;
	for (;;) {
		const job = (await ledger.rows('fact').catch(() => [])).find(({ name }) => name === `job ${jobId}`)?.value as Job | undefined;
		if (job?.state === 'finished') return job.finishedAt ?? Date.now();
		if (job?.state === 'stopped' || job?.state === 'paused') throw new Error(`The job ${jobId} is ${job.state}: ${JSON.stringify(job)}`);
		if (Date.now() > deadline) throw new Error(`The job ${jobId} was not over after ${LIMIT_MS / 60_000} minutes`);
		await sleep(1_000);
	}
}

interface Calls {
	xero: number;
	/** Of Xero, by what was called. */
	byOperation: Record<string, number>;
	/** Of Intercom. */
	reads: number;
	writes: number;
}

/** Counted as they come: the journal forgets old ones. */
function countCalls(sandbox: Sandbox): Calls {
	const calls: Calls = { xero: 0, byOperation: {}, reads: 0, writes: 0 };
	sandbox.journal.subscribe(({ vendor, path, method, operation }) => {
		if (vendor === 'xero') {
			if (!path.startsWith('/api.xro/')) return;
			calls.xero++;
			calls.byOperation[operation] = (calls.byOperation[operation] ?? 0) + 1;
		} else if (method === 'GET' || path.endsWith('/search')) calls.reads++;
		else calls.writes++;
	});
	return calls;
}

async function peerIn(session: N8nSession, sandbox: Sandbox): Promise<string> {
	const xero = await createCredential(session, { type: 'xeroOAuth2Api', name: 'Xero', data: { clientId: XERO_APP.clientId, clientSecret: XERO_APP.clientSecret } });
	await connectWithoutBrowser(session, xero, (address) => address.replace('https://login.xero.com', sandbox.xeroUrl));
	const header = await createCredential(session, { type: 'httpHeaderAuth', name: 'Intercom', data: { name: 'Authorization', value: `Bearer ${INTERCOM_APP.accessToken}` } });
	const credentials = { xeroOAuth2Api: xero, httpHeaderAuth: header };
	return await publish(session, peerWorkflow({ intercomUrl: sandbox.intercomUrl, organisationId: sandbox.xero.organisation().id, credentials }), []);
}

async function oursIn(session: N8nSession, sandbox: Sandbox, xeroUrl: string, file: string): Promise<string> {
	const xero = await createCredential(session, { type: 'xeroAccountingOAuth2Api', name: 'Xero', data: { clientId: XERO_APP.clientId, clientSecret: XERO_APP.clientSecret, simulatorUrl: xeroUrl } });
	await connectWithoutBrowser(session, xero);
	const { accessToken, clientSecret } = INTERCOM_APP;
	const intercom = await createCredential(session, { type: 'intercomAppTokenApi', name: 'Intercom', data: { accessToken, clientSecret, simulatorUrl: sandbox.intercomUrl } });
	const inToken = (node: INode): INode => ({ ...node, parameters: { ...node.parameters, ...('authentication' in prepared(node, sandbox).parameters && { authentication: 'accessToken' }) } });
	const chosen = (node: INode) => inToken(prepared(node, sandbox));
	await publish(session, quietContactSync(), [xero, intercom], chosen);
	return await publish(session, workflowFile(file), [xero, intercom], chosen);
}

async function publish(session: N8nSession, workflow: WorkflowFile, credentials: CredentialReference[], node?: (node: INode) => INode): Promise<string> {
	const id = await importWorkflow(session.n8n, workflow);
	await editWorkflow(session, id, { credentials, ...(node && { node }) });
	await publishWorkflow(session, id);
	return id;
}

/** When the last execution ended, epoch ms; executions may start others, with pauses between. */
async function overAt(session: N8nSession): Promise<number> {
	const deadline = Date.now() + LIMIT_MS;
	let quietSince: number | null = null;
	for (;;) {
		// Those that run are in every answer, whatever their number.
		const executions = await listExecutions(session);
		const isQuiet = executions.length > 0 && executions.every(({ stoppedAt, status }) => stoppedAt && status !== 'running' && status !== 'new' && status !== 'waiting');
		quietSince = isQuiet ? (quietSince ?? Date.now()) : null;
		if (quietSince !== null && Date.now() - quietSince > QUIET_MS) return Math.max(...executions.map(({ stoppedAt }) => Date.parse(stoppedAt ?? '')));
		if (Date.now() > deadline) throw new Error(`The run was not over after ${LIMIT_MS / 60_000} minutes`);
		await sleep(500);
	}
}
