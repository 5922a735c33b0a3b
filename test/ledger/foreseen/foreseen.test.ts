import type { INode, INodeParameters } from 'n8n-workflow';
import { jobView } from '../../../lib/ledger/report/jobSection';
import { furnish, nastyWorld, type NastyWorld } from '../../chaos/nastyWorld';
import { disagreements, foreseenEndings, liveEndings } from './agreement';
import { settleCompanies } from './companyWorld';
import { HISTORICAL_KINDS, TAGGED_KINDS } from './historicalKinds';
import { ShippedRun, type JobRun } from './shippedRun';

/**
 * A dry run says of each of many nasty contacts what the live run then does, and what it costs; through the shipped workflow.
 * Five hundred here, ten thousand in the long run.
 */
const CONTACTS = Number(process.env.FORESEEN_CONTACTS ?? 500);
const SEED = Number(process.env.FC_SEED ?? 1);
/** Of the calls foreseen; of a small job, in which one call is much, so many calls. */
const CALLS_OFF = 0.03;
const FEW_CALLS = 6;

jest.setTimeout(3_600_000);

let run: ShippedRun;
afterEach(async () => await run?.close());

/** Of each kind of workspace; groups cost a call each, so few contacts have tags. */
const PEOPLE = Math.round(CONTACTS * 0.7);
const TAGGED = Math.max(100, Math.round(CONTACTS * 0.05));
const STAFF = Math.round(CONTACTS * 0.25);

const wordsOf = (apart: ReadonlyMap<string, string>, kindOf: NastyWorld['kindOf']) => [...apart].map(([id, words]) => `${id} (${kindOf.get(id) ?? 'of a company'}): ${words}`);
const sum = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((a, b) => a + b, 0);

/** Both vendors as they were for years. */
function settled(count: number, kinds = HISTORICAL_KINDS): NastyWorld {
	const world = nastyWorld(SEED, { contacts: count, page: 150, fillers: count / 10 }, run.sandbox.xero.organisation().id, kinds);
	furnish(run.sandbox, world);
	return world;
}

async function dryRun(): Promise<JobRun> {
	const dry = await run.job('dry', { jobMode: 'dryRun' });
	expect(dry.writes).toBe(0);
	expect((await run.forecasts('dry')).size).toBe(dry.job.total);
	return dry;
}

/** The live run that follows it. @returns in whom the two differ, in words */
async function followed(dry: JobRun): Promise<{ apart: Map<string, string>; calls: { foreseen: number; made: number } }> {
	const pages = Math.ceil(run.sandbox.xero.organisation().allContacts().length / 1_000);
	const foreseen = foreseenEndings(await run.forecasts('dry'));
	const live = await run.job('live', { jobMode: 'migration', foreseenBy: 'dry' });
	const apart = disagreements(foreseen, await liveEndings(run.store, live));
	const day = { dayRemaining: null, dayEndsAt: null, reserve: 100, timeZone: 'UTC' };
	// As the page words it: so many calls, and a page for each thousand contacts of Xero on top.
	const calls = { foreseen: jobView({ jobId: 'dry', job: dry.job }, Date.now(), day).live!.calls + pages, made: sum(live.calls) };
	console.log(`FC_SEED=${SEED}`, { foreseen: dry.job.counts, happened: live.job.counts }, { calls }, live.calls, live.sizes.join(' '), `dry run ${sum(dry.calls)} calls, ${apart.size} apart`);
	return { apart, calls };
}

function expectCalls({ foreseen, made }: { foreseen: number; made: number }): void {
	expect(Math.abs(made - foreseen)).toBeLessThanOrEqual(Math.max(FEW_CALLS, foreseen * CALLS_OFF));
}

test(`people: ${PEOPLE}`, async () => {
	run = await ShippedRun.open();
	const { kindOf } = settled(PEOPLE);
	const { apart, calls } = await followed(await dryRun());
	expect(wordsOf(apart, kindOf)).toEqual([]);
	expectCalls(calls);
});

test(`people with more tags than Xero has room for groups: ${TAGGED}`, async () => {
	const chosen = ({ name }: INode): INodeParameters => (name === 'Read a Page' ? { include: { tags: true } } : name === 'Map to Person' ? { groupsAndNotes: { tags: '*' } } : {});
	run = await ShippedRun.open({}, chosen);
	const { kindOf } = settled(TAGGED, TAGGED_KINDS);
	const { apart, calls } = await followed(await dryRun());
	expect(wordsOf(apart, kindOf)).toEqual([]);
	// Pages that are done together fill groups together, so it may be less.
	expectCalls({ ...calls, made: Math.max(calls.made, calls.foreseen) });
});

test(`companies with their people: ${STAFF}`, async () => {
	const chosen = ({ name }: INode): INodeParameters => (name === 'Read a Page' || name === 'Read the Contact' ? { include: { companies: true } } : name === 'Map to Its Company' ? { syncWhom: 'everyone' } : {});
	run = await ShippedRun.open({ billTo: 'company' }, chosen);
	settleCompanies(run.sandbox, STAFF, SEED);
	const { apart, calls } = await followed(await dryRun());
	expect(wordsOf(apart, new Map())).toEqual([]);
	expectCalls(calls);
	// Of each company once: Intercom names its contact in Xero.
	const { rows } = await run.store.list('record', { limit: 1_000, after: '' });
	expect(rows.filter(({ reference }) => reference === 'owed')).toEqual([]);
});

test('what changes between the two, on either side, is all in which they differ', async () => {
	run = await ShippedRun.open();
	const world = settled(150);
	const dry = await dryRun();
	const { rows } = await run.store.list('forecast', { limit: 1_000, after: '', jobId: 'dry' });
	const [renamed, moved, gone, ...others] = rows.filter(({ id, outcome }) => outcome === 'created' && world.kindOf.get(id) === 'fresh').map(({ id }) => id);
	const updated = rows.find(({ outcome, xeroContactId }) => outcome === 'updated' && xeroContactId !== null)!;
	const people = run.sandbox.intercom.people();
	people.updateContact(renamed!, { name: 'Renamed Between' });
	const organisation = run.sandbox.xero.organisation();
	organisation.seedContacts([{ Name: 'Came Between', EmailAddress: people.contact(moved!).email! }]);
	people.deleteContact(gone!);
	organisation.archiveInUi(updated.xeroContactId!);
	expect(others.length).toBeGreaterThan(0);
	const { apart } = await followed(dry);
	expect([...apart.keys()].sort()).toEqual([renamed, moved, gone, updated.id].sort());
});
