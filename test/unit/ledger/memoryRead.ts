import type { RecordRow } from '../../../lib/ledger/rows/record';
import { subjectOf, xeroSubject, type Subject } from '../../../lib/ledger/rows/subject';
import type { ForecastKey, ForecastRow } from '../../../lib/ledger/rows/forecast';
import { PAGE_TOKEN, PRIORITY_ORDER, type WorkRow } from '../../../lib/ledger/rows/work';
import type { AlertRow } from '../../../lib/ledger/rows/alert';
import type { DueQuestion, ForecastQuestion, FoundRows, Need, Traces } from '../../../lib/ledger/store/step';
import { keyOf, type MemoryRows } from './memoryRows';

/** Answers a need as a database would. */
export function read({ tables, audit, forecastKeys }: MemoryRows, need: Need): FoundRows {
	const work = [...tables.work.values()];
	const alerts = [...tables.alert.values()];
	const due = need.due === undefined ? [] : dueWork(work, need.due);
	const batch = work.filter(({ state, token }) => state === 'running' && token === need.batch).sort(bySubject);
	const expired = need.expired === undefined ? [] : expiredWork(work, need.expired);
	const vanished = need.vanished === undefined ? [] : vanishedRecords([...tables.record.values()], need.vanished);
	const bound = [...tables.record.values()].filter(({ xeroContactId }) => xeroContactId !== null && need.xeroContacts?.includes(xeroContactId)).sort(bySubject);
	const traces = need.tracesOf === undefined ? { xeroContacts: [], reviews: [], work: [], alerts: [] } : tracesOf({ tables, audit }, need.tracesOf);
	const traced = need.tracesOf === undefined ? [] : [need.tracesOf, ...traces.xeroContacts.map(xeroSubject), ...traces.reviews, ...traces.work];
	const subjects = unique([...(need.subjects ?? []), ...due, ...batch, ...expired, ...vanished, ...bound, ...traced].map(subjectOf));
	const dueAlerts = need.dueAlerts === undefined ? [] : alertsDue(alerts, need.dueAlerts);
	const alertBatch = alerts.filter(({ state, token }) => state === 'claimed' && token === need.alertBatch);
	const about = alerts.filter(({ kind, id }) => [...(need.alertsAbout ?? []), ...due.filter((one) => one.kind === 'xeroContact'), ...traced].some((subject) => subject.kind === kind && subject.id === id));
	const of = <Row>(rows: ReadonlyMap<string, Row>): Row[] => subjects.flatMap((subject) => rows.get(keyOf('work', subject)) ?? []);
	const jobs = need.jobsOfWork ? of(tables.work).flatMap(({ jobId }) => (jobId === null ? [] : [`job ${jobId}` as const])) : [];
	const named = [...(need.alerts ?? []), ...jobs, ...traces.alerts].flatMap((key) => tables.alert.get(key) ?? []);
	return structuredClone({
		records: of(tables.record), work: of(tables.work), reviews: of(tables.review),
		alerts: [...new Map([...dueAlerts, ...alertBatch, ...about, ...named].map((alert) => [alert.key, alert])).values()],
		facts: [...new Set([...(need.facts ?? []), ...jobs])].flatMap((name) => tables.fact.get(name) ?? []),
		due: due.map(subjectOf), batch: batch.map(subjectOf), expired: expired.map(subjectOf), vanished: vanished.map(subjectOf), bound: bound.map(subjectOf),
		dueAlerts: dueAlerts.map(({ key }) => key), alertBatch: alertBatch.map(({ key }) => key),
		running: work.filter((row) => row.state === 'running' && need.running !== undefined && row.leaseUntil > need.running.now && !row.token.startsWith(PAGE_TOKEN)).length,
		held: work.filter((row) => need.held !== undefined && row.heldBy === need.held).length,
		workOfJob: work.filter(({ jobId }) => need.workOfJob !== undefined && jobId === need.workOfJob).length,
		dueRemovals: work.filter((row) => row.state === 'waiting' && row.confirmed && !row.approved && need.dueRemovals !== undefined && row.dueAt <= need.dueRemovals.now).length,
		runningRemovals: work.filter((row) => row.state === 'running' && row.confirmed && !row.approved && need.dueRemovals !== undefined).length,
		runningOfJob: work.filter((row) => row.state === 'running' && need.runningOfJob !== undefined && row.jobId === need.runningOfJob).length,
		forecasts: need.forecasts === undefined ? [] : forecasts([...tables.forecast.values()], [...forecastKeys.values()], need.forecasts),
		traces,
	});
}

function tracesOf({ tables, audit }: Pick<MemoryRows, 'tables' | 'audit'>, subject: Subject): Traces {
	const isIt = (row: { kind: string | null; id: string | null }) => row.kind === subject.kind && row.id === subject.id;
	const rows = [...tables.record.values(), ...audit, ...tables.forecast.values()].filter(isIt).flatMap(({ xeroContactId }) => (xeroContactId ? [xeroContactId.toLowerCase()] : []));
	const isAnothers = (one: string) => [...tables.record.values()].some((record) => record.xeroContactId === one && !isIt(record));
	const xeroContacts = [...new Set([...rows, ...(subject.kind === 'xeroContact' ? [subject.id] : [])])].filter((one) => !isAnothers(one)).sort();
	const own = [subject, ...xeroContacts.map(xeroSubject)];
	const isOthers = (row: { kind: string | null; id: string | null }) => !own.some(({ kind, id }) => row.kind === kind && row.id === id);
	const isNamed = (words: object) => own.some(({ id }) => JSON.stringify(words).toLowerCase().includes(id.toLowerCase()));
	return {
		xeroContacts,
		reviews: [...tables.review.values()].filter((row) => isOthers(row) && isNamed([row.message, row.nextStep, row.candidates])).sort(bySubject).map(subjectOf),
		work: [...tables.work.values()].filter((row) => row.message !== null && isOthers(row) && isNamed([row.message, row.nextStep])).sort(bySubject).map(subjectOf),
		alerts: [...tables.alert.values()].filter((row) => isOthers(row) && isNamed(row.text)).map(({ key }) => key).sort(),
	};
}

function dueWork(work: readonly WorkRow[], { now, limit, balancesAlone }: DueQuestion): WorkRow[] {
	const fits = work.filter((row) => row.state === 'waiting' && row.dueAt <= now && (!balancesAlone || (row.balance !== null && !row.fromIntercom && row.xeroChangedAt === null && row.removal === 'none')));
	return fits.sort((a, b) => PRIORITY_ORDER[a.priority] - PRIORITY_ORDER[b.priority] || a.dueAt - b.dueAt || bySubject(a, b)).slice(0, limit);
}

function expiredWork(work: readonly WorkRow[], { now, limit }: { now: number; limit: number }): WorkRow[] {
	const ended = work.flatMap((row) => (row.state === 'running' && row.leaseUntil <= now ? [row] : []));
	return ended.sort((a, b) => a.leaseUntil - b.leaseUntil || bySubject(a, b)).slice(0, limit);
}

function vanishedRecords(records: readonly RecordRow[], { kind, seenBefore, afterId, limit }: NonNullable<Need['vanished']>): RecordRow[] {
	const unseen = records.filter((row) => row.kind === kind && row.state !== 'gone' && row.seenSweep < seenBefore && row.id > afterId);
	return unseen.sort(bySubject).slice(0, limit);
}

function alertsDue(alerts: readonly AlertRow[], { now, limit, aboutNoRecord = false }: NonNullable<Need['dueAlerts']>): AlertRow[] {
	const due = alerts.filter((alert) => ((alert.state === 'due' && alert.dueAt <= now) || (alert.state === 'claimed' && alert.leaseUntil <= now)) && !(aboutNoRecord && alert.kind !== null));
	return due.sort((a, b) => Number(a.kind !== null) - Number(b.kind !== null) || a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1)).slice(0, limit);
}

function forecasts(rows: readonly ForecastRow[], allKeys: Iterable<ForecastKey & { jobId: string }>, { jobId, subjects, keys, limit }: ForecastQuestion): ForecastRow[] {
	const ofJob = [...allKeys].filter((one) => one.jobId === jobId).sort(bySubject);
	const asked = [...subjects, ...keys.flatMap((key) => ofJob.filter((one) => one.key === key).slice(0, limit))];
	return rows.filter((row) => row.jobId === jobId && asked.some(({ kind, id }) => row.kind === kind && row.id === id)).sort(bySubject);
}

function bySubject(a: Subject, b: Subject): number {
	return a.kind === b.kind ? Number(a.id > b.id) - Number(a.id < b.id) : a.kind < b.kind ? -1 : 1;
}

function unique(subjects: readonly Subject[]): Subject[] {
	return [...new Map(subjects.map((subject) => [keyOf('work', subject), subject])).values()];
}
