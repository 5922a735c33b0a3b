import type { DayCounts } from '../rows/day';
import { NEW_DAY } from '../rows/day';
import type { Vendor } from '../rows/subject';
import type { LedgerCounts } from '../store/port';
import { differencesView, type Differences } from './differenceSection';
import { jobView, type JobView } from './jobSection';
import { latencyOf, type Latency } from './latency';
import { recordView, type RecordView } from './recordSection';
import { reviewView, type ReviewView } from './reviewSection';
import { givenUpView, type GivenUpView } from './givenUp';
import type { LedgerFacts, ReportSource } from './source';
import { byCount, iso, leftOutByReason, stateWords } from './words';

/** How a sync stands, as data: what HTML, JSON and CSV show. Times are ISO; texts may have been typed by strangers. */
export interface Report {
	ledger: string;
	/** As Xero called it when the ledger was bound; '' before. */
	organisation: string;
	workspaceId: string;
	at: string;
	timeZone: string;
	/** The whole in one sentence. */
	headline: { good: boolean; words: string };
	/** What holds everything up, first. */
	troubles: Trouble[];
	standing: Standing[];
	leftOut: { reason: string; words: string; count: number }[];
	days: DayView[];
	/** Over all these days. */
	latency: Latency;
	calls: Calls;
	reviews: { total: number; byReason: { reason: string; count: number }[]; shown: ReviewView[] };
	failures: { kinds: FailureView[]; givenUp: { total: number; shown: GivenUpView[] } };
	jobs: JobView[];
	/** What the reconciliation among these jobs found; null: none of them is one. */
	differences: Differences | null;
	record: RecordView | null;
}

export interface Trouble {
	title: string;
	message: string;
	nextStep: string;
	since: string;
}

export interface Standing {
	key: 'synced' | 'doubted' | 'waiting' | 'held' | 'parked' | 'review' | 'leftOut' | 'gone';
	name: string;
	count: number;
	means: string;
}

export interface DayView extends DayCounts, Latency {
	day: string;
	calls: number;
	fewestLeft: number | null;
}

/** What is known of Xero's day, which is not the calendar's: it begins at a time of its own for each organisation. */
export interface Calls {
	/** Today, by the calendar; at least so many. */
	today: number;
	left: number | null;
	/** When Xero said so. */
	knownAt: string | null;
	/** When Xero said that its day ends. */
	dayEndsAt: string | null;
}

export interface FailureView {
	state: string;
	stateWords: string;
	class: string;
	reason: string;
	count: number;
	message: string;
	nextStep: string;
	firstFailedAt: string;
	lastFailedAt: string;
}

/** The report on what was read. @param now epoch ms. Pure. */
export function reportOf(source: ReportSource, ledger: string, now: number): Report {
	const { facts, counts } = source;
	const { binding, timeZone, quota } = facts;
	const days = facts.days.map(({ day, facts: happened }): DayView => {
		const { counts: did, latency, calls, fewestLeft } = happened ?? NEW_DAY;
		return { day, ...did, ...latencyOf([latency]), calls, fewestLeft };
	});
	const standing = standingOf(counts);
	const troubles = troublesOf(facts);
	return {
		ledger, organisation: binding?.organisationName ?? '', workspaceId: binding?.workspaceId ?? '', at: iso(now), timeZone, headline: headlineOf(counts, troubles), troubles, standing,
		leftOut: leftOutByReason(counts.leftOut), days, latency: latencyOf(facts.days.map(({ facts: day }) => day?.latency ?? [])),
		calls: { today: days.at(-1)?.calls ?? 0, left: quota.dayRemaining, knownAt: quota.dayRemaining === null ? null : iso(quota.knownAt), dayEndsAt: quota.dayEndsAt === null ? null : iso(quota.dayEndsAt) },
		reviews: { total: sum(counts.reviews), byReason: byCount(counts.reviews), shown: source.reviews.map((row) => reviewView(row, binding)) },
		failures: {
			kinds: counts.failures.map((kind) => ({ ...kind, stateWords: stateWords(kind.state), firstFailedAt: iso(kind.firstFailedAt), lastFailedAt: iso(kind.lastFailedAt) })),
			givenUp: { total: counts.work.parked, shown: source.givenUp.map((row) => givenUpView(row, binding)) },
		},
		jobs: source.jobs.map((job) => jobView(job, now, { reserve: facts.reserve, timeZone, dayRemaining: quota.dayRemaining, dayEndsAt: quota.dayEndsAt }, { binding, billTo: facts.billTo })),
		differences: source.differences === null ? null : differencesView(source.differences, binding), record: source.record === null ? null : recordView(source.record, binding),
	};
}

function standingOf({ records, work, reviews, leftOut }: LedgerCounts): Standing[] {
	return [
		{ key: 'synced', name: 'In Xero', count: records.synced, means: 'Both sides agreed when it was synced last' },
		{ key: 'doubted', name: 'To be compared', count: records.doubted, means: 'Xero may hold something else; its next sync compares' },
		{ key: 'waiting', name: 'Waiting', count: work.waiting + work.running, means: 'Due now, running, or tried again later' },
		{ key: 'review', name: 'For review', count: sum(reviews), means: 'A person decides' },
		{ key: 'held', name: 'Held', count: work.held, means: 'A stop holds it until a person says so' },
		{ key: 'parked', name: 'Given up', count: work.parked, means: 'Every try failed; told once, waits for a change' },
		{ key: 'leftOut', name: 'Left out', count: sum(leftOut), means: 'Not to be in Xero, by your settings or a decision' },
		{ key: 'gone', name: 'Left Intercom', count: records.gone, means: 'Deleted, archived or merged there; remembered for 30 days' },
	];
}

function headlineOf({ work, reviews, records }: LedgerCounts, troubles: readonly Trouble[]): Report['headline'] {
	const open = [[sum(reviews), 'for review'], [work.held, 'held'], [work.parked, 'given up']].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
	if (troubles[0] !== undefined) return { good: false, words: `${troubles[0].title}.` };
	if (open.length > 0) return { good: false, words: `A person is needed: ${open.join(', ')}.` };
	if (records.synced + records.doubted === 0 && work.waiting + work.running === 0) return { good: true, words: 'Nothing was synced yet.' };
	return { good: true, words: work.due + work.running > 0 ? 'All is well; some changes are on their way.' : 'All is well.' };
}

const NAMES: Readonly<Record<Vendor, string>> = { intercom: 'Intercom', xero: 'Xero' };

function troublesOf({ services, archiveStop, preview }: LedgerFacts): Trouble[] {
	const refusing = (['xero', 'intercom'] as const).flatMap((vendor): Trouble[] => {
		const { state, message, nextStep, since } = services[vendor];
		return state === 'refusing' ? [{ title: `${NAMES[vendor]} does not take anything at the moment`, message, nextStep, since: iso(since) }] : [];
	});
	const stopped: Trouble[] = archiveStop.state === 'holding' ? [{ title: 'Unusually many contacts would be archived in Xero', message: 'They wait for a person.', nextStep: 'Look at them, then use Sync Ledger, Decide: Let a Stop Pass or Send a Stop Away, Many Archivings.', since: iso(archiveStop.hourBegan) }] : [];
	const previewing: Trouble[] = preview.isOn ? [{ title: 'The workflow only previews', message: 'Nothing is written to Xero.', nextStep: 'Choose Create or Update Contacts in Xero Contact Upsert and publish the workflow.', since: '' }] : [];
	return [...refusing, ...stopped, ...previewing];
}

function sum(counts: Readonly<Record<string, number>>): number {
	return Object.values(counts).reduce((all, count) => all + count, 0);
}
