import { isOpen } from '../decisions/jobControl';
import { isDry } from '../rows/jobKind';
import type { JobReading, SharedName } from '../rows/jobReading';
import type { Job } from '../rows/facts';
import type { PublishedSettings } from '../settings';
import type { SubjectKind } from '../rows/subject';
import type { ListedJob } from '../store/port';
import { intercomUrl, xeroUrl, type Whose } from './links';
import { liveCost, type LiveCost, type XeroDay } from './liveCost';
import { dayWords, iso, leftOutByReason } from './words';

/** With the pages of both in Intercom or Xero; '' where there is none to open. */
export type SharedNameView = SharedName & { intercomUrl: string; othersUrl: string };

/** A job, for a person. */
export interface JobView {
	jobId: string;
	kind: Job['kind'];
	state: Job['state'];
	/** What it does now and what a person can do. */
	words: string;
	total: number;
	/** Whether more may still be added. */
	allAdded: boolean;
	done: number;
	left: number;
	/** Of what was added, 0 to 100. */
	percent: number;
	counts: Job['counts'];
	/** Of `counts.other`, why; the most first. */
	leftOut: { reason: string; words: string; count: number }[];
	/** Of a reconciliation: contacts that agree but for fields which are left as they are. */
	keptApart: number;
	/** Whether it reads its contacts itself: then it can be paused, resumed and ended. */
	readsPages: boolean;
	/** Of a dry run: names that two want in Xero, where they are unique; the first few. */
	namesakes: { total: number; shown: SharedNameView[] };
	/** Of a dry run: contact groups that Xero does not have yet, those with the most members first, and how many more Xero takes; null: none. */
	newGroups: { room: number; groups: { name: string; members: number }[] } | null;
	/** ISO times. */
	startedAt: string;
	finishedAt: string | null;
	/** When it ends if it goes on as it did so far; null: not known, or not running. */
	expectedEndAt: string | null;
	approvedBy: string;
	/** Of a dry run that is finished: what the live run would take; null: of any other. */
	live: LiveCost | null;
}

const STATES: Readonly<Record<Job['state'], string>> = {
	running: 'Running.', finished: 'Finished.', cancelled: 'Cancelled.', paused: 'Paused: it reads no more contacts until somebody resumes it with Sync Ledger, Control Job.',
	stopped: 'Stopped before it changes unusually many contacts: look at the changes, then let it pass or send it away with Sync Ledger, Decide (Let a Stop Pass, Many Changes of a Job).',
};

/** What a forecast of the end goes by. */
export interface JobDay extends XeroDay {
	/** Calls of a day that are left to live changes. */
	reserve: number;
	timeZone: string;
}

/** For links: whose ledger it is, and whom it bills, since a namesake is a company where companies are billed. */
export interface JobOwner {
	binding: Whose;
	billTo: PublishedSettings['billTo'];
}

/** Leads nowhere. */
const NOBODYS: JobOwner = { binding: null, billTo: 'person' };

/** A job as the report shows it. @param now epoch ms. Pure. */
export function jobView({ jobId, job }: ListedJob, now: number, day: JobDay, whose: JobOwner = NOBODYS): JobView {
	const { kind, state, allAdded, done, counts, startedAt, finishedAt, approvedBy, reading } = job;
	// One that reads its contacts itself knows how many there are before it has read them.
	const total = allAdded ? job.total : Math.max(job.total, reading?.expected ?? 0);
	const isKnown = allAdded || reading?.expected != null;
	const live = isDry(kind) && state === 'finished' ? liveCost(job, day.reserve, day, now) : null;
	const left = Math.max(0, total - done);
	const percent = total === 0 ? (state === 'finished' ? 100 : 0) : Math.floor((Math.min(done, total) / total) * 100);
	return {
		jobId, kind, state, words: wordsOf(job, live, day.timeZone), total, allAdded, done, left, percent, counts, leftOut: leftOutOf(job), keptApart: reading?.keptApart ?? 0, readsPages: reading !== null, namesakes: namesakesOf(reading?.namesakes, whose), newGroups: newGroupsOf(job), startedAt: iso(startedAt), finishedAt: finishedAt === null ? null : iso(finishedAt),
		expectedEndAt: state === 'running' && isKnown && done > 0 ? iso(now + ((now - startedAt) / done) * left) : null, approvedBy, live,
	};
}

/** What an older job counted has no reason. */
function leftOutOf({ counts: { other }, otherReasons = {} }: Job): JobView['leftOut'] {
	const untold = other - Object.values(otherReasons).reduce((sum, count) => sum + count, 0);
	return leftOutByReason(untold > 0 ? { ...otherReasons, untold } : otherReasons);
}

function namesakesOf({ total, shown }: NonNullable<JobReading['namesakes']> = { total: 0, shown: [] }, { binding, billTo }: JobOwner): JobView['namesakes'] {
	const pageOf = (id: string | null, kind: SubjectKind) => (id === null ? '' : intercomUrl(binding, { kind, id }));
	const others = billTo === 'company' ? 'company' : 'contact';
	return { total, shown: shown.map((one) => ({ ...one, intercomUrl: pageOf(one.id, 'contact'), othersUrl: xeroUrl(binding, one.xeroContactId) || pageOf(one.intercomId, others) })) };
}

function newGroupsOf({ reading }: Job): JobView['newGroups'] {
	if (reading?.newGroups === undefined) return null;
	const groups = Object.entries(reading.newGroups.members).map(([name, members]) => ({ name, members }));
	return { room: reading.newGroups.room, groups: groups.sort((a, b) => b.members - a.members || (a.name < b.name ? -1 : 1)) };
}

function wordsOf({ state, kind, reading }: Job, live: LiveCost | null, timeZone: string): string {
	const fault = reading !== null && reading.message !== '' ? ` ${reading.message} ${reading.nextStep}`.trimEnd() : '';
	if (live === null) return `${isDry(kind) && state === 'running' ? 'Running; nothing is written.' : STATES[state]}${fault}`;
	const days = live.days === 1 ? '' : `, spread over ${live.days} days by the calls that Xero allows in one`;
	return `Finished; nothing was written. Live it takes some ${live.calls} calls of Xero, a page for each thousand contacts of Xero on top, and ${live.references} references in Intercom: ${live.minutes} min at 60 calls a minute${days}. Begun now, it ends about ${dayWords(live.endsAt, timeZone)}.`;
}

/** Jobs to show: all that go on or wait for a person, and the one that began last. Pure. */
export function jobsToShow(jobs: readonly ListedJob[], most: number): ListedJob[] {
	const sorted = [...jobs].sort((a, b) => Number(isOpen(b.job)) - Number(isOpen(a.job)) || b.job.startedAt - a.job.startedAt);
	return sorted.slice(0, Math.min(most, Math.max(1, sorted.filter(({ job }) => isOpen(job)).length)));
}
