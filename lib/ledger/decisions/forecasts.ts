import { difference, omit, sortBy } from 'es-toolkit';
import { forecastOf, type Foreseen, type ForecastRow } from '../rows/forecast';
import type { Job } from '../rows/facts';
import type { JobReading, PageInHand, SharedName } from '../rows/jobReading';
import { withReasons } from '../rows/otherReasons';
import { lastOfEach, subjectKey, type Subject } from '../rows/subject';
import type { LedgerSettings } from '../settings';
import type { Change, Step } from '../store/step';
import { pageAlertKey } from './alertTexts';
import { isApart, isOnlyKept, shownChanges, withKeptApart } from './findings';
import { noteFact } from './facts';
import { isComparing } from './jobs';
import { notePage, putBack, TELL_AFTER, type PageFailure } from './pages';
import { rewrite } from './rewrite';
import { afterForeseen, isInHand } from './takePage';

/** What was foreseen of one contact of a page. */
export interface Forecast extends Foreseen {
	subject: Subject;
	/** By what a later record of the run may meet its contact. */
	keys: readonly string[];
	/** Somebody else has its name. */
	namesake?: Omit<SharedName, 'id'>;
	/** Contact groups it would be put into that Xero does not have yet, and how many more Xero takes. */
	newGroups?: { names: readonly string[]; room: number };
	/** Of one of a company's staff: the company, by Intercom's id, whose contact would be written with it. */
	company?: { id: string; outcome: 'created' | 'updated' };
}

const COUNTED: Readonly<Record<Foreseen['outcome'], keyof Job['counts']>> = {
	created: 'created', updated: 'updated', unchanged: 'unchanged', linked: 'unchanged', review: 'review', failed: 'failed', rejected: 'failed', skipped: 'other',
};

/** What a Settle of a dry run brings. */
export interface Forecasts {
	forecasts: readonly Forecast[];
	/** A service did not answer for one of them: the page is looked at once more; null: it did for all. */
	failure: PageFailure | null;
}

/**
 * Keeps what a dry run foresees of contacts of its page. Once all of them are foreseen, the next page may be read. What comes
 * twice, as where nobody knew whether it was written, and a page that is looked at once more count once; what a service goes on refusing is kept as failed in the end. Of a comparison
 * whatever agrees is only counted.
 * @returns false where the lease of the page was lost, or ended by a failure: it is looked at anew
 */
export function keepForecasts(jobId: string, token: string, { forecasts, failure }: Forecasts, { auditValues }: Pick<LedgerSettings, 'auditValues'>, now: number): Step<{ kept: boolean }> {
	const unique = lastOfEach(forecasts, ({ subject }) => subject);
	return {
		name: 'keepForecasts',
		need: { facts: [`job ${jobId}`], alerts: [pageAlertKey(jobId)], forecasts: { jobId, subjects: unique.map(({ subject }) => subject), keys: [], limit: 0 } },
		decide: (found) => {
			const job = found.fact(`job ${jobId}`)?.value;
			if (!isInHand(job, token) || job.reading.page.read === null) return { answer: { kept: false }, changes: [] };
			const { read } = job.reading.page;
			if (failure !== null && job.reading.failures < TELL_AFTER) return { answer: { kept: false }, changes: putBack(found, jobId, job, failure, now) };
			const fresh = unique.filter(({ subject }) => !(read.ids ?? []).includes(subject.id));
			const told = eachContactOnce(fresh);
			const rows = told.flatMap((one): Change[] => {
				const { subject } = one;
				const foreseen = omit(one, ['subject', 'keys', 'namesake', 'newGroups', 'company']);
				const was = forecastOf(found.forecasts, subject);
				if (was === null && isComparing(job) && !isApart(foreseen)) return [];
				const is: ForecastRow = { ...subject, ...foreseen, jobId, revision: 0, at: now, changes: shownChanges(foreseen.changes, auditValues) };
				return rewrite('forecast', was, is, 'noted');
			});
			rows.push({ do: 'keyForecasts', jobId, keys: told.flatMap(({ subject, keys }) => keys.map((key) => ({ ...subject, key }))) });
			const page = counted(read, fresh);
			const apart = withKeptApart(job, fresh.filter((one) => isComparing(job) && isOnlyKept(one)).length);
			const noted = { ...apart, reading: withCompanies(withAfterCalls(withGroups(withNamesakes(apart.reading, fresh), fresh), fresh), fresh) };
			if (page.foreseen >= page.toForesee) return { answer: { kept: true }, changes: [...rows, ...notePage(found, jobId, afterForeseen(noted, page), now)] };
			return { answer: { kept: true }, changes: [...rows, ...noteFact(found, `job ${jobId}`, { ...noted, reading: { ...noted.reading, page: { ...job.reading.page, read: page } } })] };
		},
	};
}

/** Names are shown of so many at most; the rest is counted. */
const MOST_NAMESAKES = 25;

function withNamesakes<Reading extends JobReading>(reading: Reading, forecasts: readonly Forecast[]): Reading {
	const more = forecasts.flatMap(({ subject: { id }, namesake }) => (namesake === undefined ? [] : [{ id, ...namesake }]));
	const { total = 0, shown = [] } = reading.namesakes ?? {};
	return more.length === 0 ? reading : { ...reading, namesakes: { total: total + more.length, shown: [...shown, ...more].slice(0, MOST_NAMESAKES) } };
}

/** Xero takes a hundred groups: of so many names it is plain that they do not fit. */
const MOST_GROUPS = 200;

function withGroups<Reading extends JobReading>(reading: Reading, forecasts: readonly Forecast[]): Reading {
	const told = forecasts.flatMap(({ newGroups }) => newGroups ?? []);
	if (told.length === 0) return reading;
	const members = new Map(Object.entries(reading.newGroups?.members ?? {}));
	for (const name of told.flatMap(({ names }) => names)) {
		if (members.has(name) || members.size < MOST_GROUPS) members.set(name, (members.get(name) ?? 0) + 1);
	}
	return { ...reading, newGroups: { room: Math.min(...told.map(({ room }) => room), reading.newGroups?.room ?? Infinity), members: Object.fromEntries(members) } };
}

/** Calls of Xero behind the writes: one for each contact that gets notes, for each group that somebody of a page is put into, and for each one taken out of a group. */
function withAfterCalls<Reading extends JobReading>(reading: Reading, forecasts: readonly Forecast[]): Reading {
	const namesIn = (text = '') => text.split(', ').filter(Boolean);
	const changesOf = (field: string) => forecasts.map(({ changes }) => changes.filter((change) => change.field === field));
	const noted = changesOf('History').filter((changes) => changes.length > 0).length;
	const groups = changesOf('ContactGroups').flat().map(({ before, after }) => ({ was: namesIn(before), is: namesIn(after) }));
	const joined = new Set(groups.flatMap(({ was, is }) => difference(is, was)));
	const left = groups.flatMap(({ was, is }) => difference(was, is)).length;
	const more = noted + joined.size + left;
	return more === 0 ? reading : { ...reading, afterCalls: (reading.afterCalls ?? 0) + more };
}

/** Several of a company's staff on one page are one write. */
function withCompanies<Reading extends JobReading>(reading: Reading, forecasts: readonly Forecast[]): Reading {
	const written = forecasts.flatMap(({ company }) => company ?? []);
	if (written.length === 0) return reading;
	const outcomes = [...new Map(written.map(({ id, outcome }) => [id, outcome])).values()];
	const count = (outcome: 'created' | 'updated') => (reading.companies?.[outcome] ?? 0) + outcomes.filter((one) => one === outcome).length;
	return { ...reading, companies: { created: count('created'), updated: count('updated'), staff: (reading.companies?.staff ?? 0) + written.length } };
}

function counted(page: NonNullable<PageInHand['read']>, forecasts: readonly Forecast[]): NonNullable<PageInHand['read']> {
	const counts = { ...page.counts };
	let { otherReasons } = page;
	for (const { outcome, reason } of forecasts) {
		counts[COUNTED[outcome]] += 1;
		if (COUNTED[outcome] === 'other') otherReasons = withReasons(otherReasons, { [reason]: 1 });
	}
	return { ...page, foreseen: page.foreseen + forecasts.length, ids: [...(page.ids ?? []), ...forecasts.map(({ subject }) => subject.id)], counts, ...(otherReasons && { otherReasons }) };
}

/** All of a company's staff on a page foresee the one contact. */
function eachContactOnce(forecasts: readonly Forecast[]): Forecast[] {
	const seen = new Set<unknown>();
	return forecasts.map((one) => {
		const contactId = one.contact?.ContactID;
		if (contactId === undefined || !seen.has(contactId)) {
			seen.add(contactId);
			return one;
		}
		return { ...one, contact: null, keys: [] };
	});
}

/** More that share one key are a doubt anyway. */
const MOST_RECALLED = 500;

/**
 * What a dry run foresaw on its earlier pages of contacts that a record of this one may meet, the latest last. What it
 * foresaw of these very records does not count: a page that was not kept whole comes again, and must not meet itself.
 */
export function recallForecasts(jobId: string, subjects: readonly Subject[], keys: readonly string[]): Step<readonly ForecastRow[]> {
	const own = new Set(subjects.map(subjectKey));
	return {
		name: 'recallForecasts',
		need: { forecasts: { jobId, subjects: [], keys, limit: MOST_RECALLED } },
		decide: (found) => ({ answer: sortBy(found.forecasts.filter((row) => row.contact !== null && !own.has(subjectKey(row))), ['at']), changes: [] }),
	};
}
