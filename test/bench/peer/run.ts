import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { INTERCOM_APP, XERO_APP, XERO_READER } from '../../../sandbox/demo/apps';
import { listAllExecutions } from '../../../sandbox/n8n/executions';
import { N8nInstance } from '../../../sandbox/n8n/instance';
import { installOurPackage } from '../../../sandbox/n8n/packageInstall';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { N8nSession } from '../../../sandbox/n8n/session';
import { editWorkflow, publishWorkflow } from '../../../sandbox/n8n/workflows';
import { startSandbox } from '../../../sandbox/start';
import { LedgerFile } from '../../e2e/harness/ledgerFile';
import { ADVISED } from '../advised';
import { usedBy } from '../live/processGroup';
import { countCalls, type Calls } from './calls';
import { counted } from './counted';
import { oursIn, peerIn } from './install';
import { judge, type Verdict, type XeroEnd } from './judge';
import { settle, type Village } from './people';
import { begin, jobOver, overAt, type Over } from './waiting';
import { Watch, type Watched } from './watch';
import { withJob } from './workflows';

/** One run of one side, and what it came to. */
export interface Run extends Watched {
	/** Of the run that foresaw it; null: there was none. */
	dryRun: { xeroCalls: number; intercomReads: number; writes: number; seconds: number; peakMB: number } | null;
	/** Null: it ran to its end. */
	cutShort: Over['cutShort'];
	xeroCalls: number;
	/** Calls that a limit of Xero's refused. */
	xeroRefused: number;
	intercomReads: number;
	intercomWrites: number;
	xeroBytes: number;
	seconds: number;
	/** Of n8n with the workflows published, before anything ran. */
	idleMB: number;
	verdicts: Verdict[];
	failedExecutions: number;
	/** What the least number of calls is reckoned from. */
	village: Pick<Village, 'active'> & { settlers: Village['settlers'] };
}

export interface Wish {
	contacts: number;
	/** File of the workflow that runs as ours. */
	workflow: string;
	/** Whether the stand-in of Xero keeps Xero's limits, in real time; else nobody waits for the minute and the day. */
	atLimits: boolean;
}

const SETTLE_MS = 15_000;
/** What the dry run called of Xero counts no more then. */
const MINUTE_MS = 60_000;
const FOR_EVER = Number.MAX_SAFE_INTEGER;

export async function runOf(side: 'peer' | 'ours', { contacts, workflow, atLimits }: Wish): Promise<Run> {
	const closing: Array<() => Promise<void>> = [];
	try {
		const limits = atLimits ? {} : { perMinute: FOR_EVER, perDay: FOR_EVER, appPerMinute: FOR_EVER };
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
		const id = side === 'peer' ? await peerIn(session, sandbox) : await oursIn(session, sandbox, xero.url, workflow);
		const ledger = side === 'ours' ? LedgerFile.of(n8n.folder) : null;
		closing.push(async () => await Promise.resolve(ledger?.close()));
		await sleep(SETTLE_MS);
		const pid = n8n.pid!;
		const idleMB = usedBy(pid).residentBytes / 2 ** 20;
		const dryRun = ledger === null ? null : await foresee({ n8n, session, id, ledger }, countCalls(sandbox));
		await sleep(atLimits ? MINUTE_MS : SETTLE_MS);
		const calls = countCalls(sandbox);
		const bytesBefore = xero.bytesOut();
		const watch = new Watch(pid);
		const begun = Date.now();
		await begin(n8n);
		const over = await (ledger === null ? overAt(n8n, session) : jobOver(n8n, ledger, 'migration')).finally(() => watch.end());
		const failed = over.cutShort === null ? (await listAllExecutions(session)).filter(({ status }) => status === 'error' || status === 'crashed') : [];
		for (const { id: execution } of failed) console.error(`${side}: execution ${execution} did not succeed`, n8n.errorLines.slice(-3));
		const waiting = new Set((await ledger?.rows('review'))?.map((row) => String(row.id)));
		const verdicts = judge(village.settlers, { contacts: sandbox.xero.organisation().allContacts() as unknown as XeroEnd[], before: village.before, waiting });
		console.log(`${side} (workflow ${id}), ${contacts} contacts: ${calls.xero} Xero calls ${JSON.stringify(calls.byOperation)}, ${((over.at - begun) / 1_000).toFixed(1)} s`);
		return {
			...watch.end(), dryRun, cutShort: over.cutShort, xeroCalls: calls.xero, xeroRefused: calls.refused, intercomReads: calls.reads, intercomWrites: calls.writes, xeroBytes: xero.bytesOut() - bytesBefore, seconds: (over.at - begun) / 1_000,
			idleMB, verdicts, failedExecutions: failed.length, village: { active: village.active, settlers: village.settlers },
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
	const watch = new Watch(n8n.pid!);
	const begun = Date.now();
	await begin(n8n);
	const { at } = await jobOver(n8n, ledger, 'dryRun').finally(() => watch.end());
	const { xero, reads, writes } = calls;
	await asJob('migration');
	return { xeroCalls: xero, intercomReads: reads, writes, seconds: (at - begun) / 1_000, peakMB: watch.end().peakMB };
}
