import { jobView } from '../../../lib/ledger/report/jobSection';
import { furnish, nastyWorld, type NastyWorld } from '../../chaos/nastyWorld';
import { disagreements, foreseenEndings, liveEndings } from './agreement';
import { HISTORICAL_KINDS, TAGGED_KINDS } from './historicalKinds';
import { ShippedRun, type JobRun } from './shippedRun';

/** A dry run says of each of many nasty contacts what the live run then does, and what it costs. */
const CONTACTS = Number(process.env.FORESEEN_CONTACTS ?? 500);
const SEED = Number(process.env.FC_SEED ?? 1);

jest.setTimeout(3_600_000);

let run: ShippedRun;
afterEach(async () => await run.close());

/** Calls of Xero that the finished dry run tells of, with the pages of its list as the words beside them say. */
function predicted(job: JobRun['job'], inXero: number): number {
	const day = { dayRemaining: null, dayEndsAt: null, reserve: 100, timeZone: 'UTC' };
	return jobView({ jobId: 'dry', job }, Date.now(), day).live!.calls + Math.ceil(inXero / 1_000);
}

const sum = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((a, b) => a + b, 0);

test(`people: ${CONTACTS}`, async () => {
	run = await ShippedRun.open();
	const organisation = run.sandbox.xero.organisation();
	const world = nastyWorld(SEED, { contacts: CONTACTS, page: 150, fillers: CONTACTS / 10 }, organisation.id, HISTORICAL_KINDS);
	furnish(run.sandbox, world);
	await agree(world);
});

async function agree({ kindOf }: NastyWorld): Promise<void> {
	const inXero = run.sandbox.xero.organisation().allContacts().length;
	const dry = await run.job('dry', { jobMode: 'dryRun' });
	expect(dry.writes).toBe(0);
	const foreseen = await run.forecasts('dry');
	expect(foreseen.size).toBe(dry.job.total);
	const live = await run.job('live', { jobMode: 'migration', foreseenBy: 'dry' });
	const apart = disagreements(foreseenEndings(foreseen), await liveEndings(run.store, live));
	const calls = { predicted: predicted(dry.job, inXero), made: sum(live.calls) };
	console.log(`FC_SEED=${SEED}`, dry.job.counts, live.job.counts, calls, live.calls, `dry run ${sum(dry.calls)} calls`, `${apart.size} apart`);
	expect([...apart].map(([id, words]) => `${id} (${kindOf.get(id)}): ${words}`)).toEqual([]);
	expect(Math.abs(calls.made - calls.predicted) / calls.predicted).toBeLessThanOrEqual(0.03);
}
