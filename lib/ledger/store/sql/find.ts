import type { AlertRow } from '../../rows/alert';
import type { FactRow } from '../../rows/facts';
import type { Tables } from '../../rows/columns';
import { subjectKey, xeroSubject, type Subject } from '../../rows/subject';
import type { DueAlertsQuestion, FoundRows, Need } from '../step';
import { keptText, rowOf } from './cells';
import { forecasts } from './findForecasts';
import { NO_TRACES, tracesOf } from './findTraces';
import { boundRecords, dueRemovals, dueWork, endedLeases, heldWork, runningOfJob, runningRemovals, runningUnder, runningWork, vanishedRecords, workOfJob } from './findWork';
import { idsByKind } from './idsByKind';
import { inState, type Session } from './session';

/** Reads the rows that a decision wants to see. */
export async function find(session: Session, need: Need): Promise<FoundRows> {
	const due = need.due === undefined ? [] : await dueWork(session, need.due);
	const batch = need.batch === undefined ? [] : await runningUnder(session, need.batch);
	const expired = need.expired === undefined ? [] : await endedLeases(session, need.expired);
	const vanished = need.vanished === undefined ? [] : await vanishedRecords(session, need.vanished);
	const bound = need.xeroContacts === undefined ? [] : await boundRecords(session, need.xeroContacts);
	const traces = need.tracesOf === undefined ? NO_TRACES : await tracesOf(session, need.tracesOf);
	const traced = need.tracesOf === undefined ? [] : [need.tracesOf, ...traces.xeroContacts.map(xeroSubject), ...traces.reviews, ...traces.work];
	const subjects = unique([...(need.subjects ?? []), ...due, ...batch, ...expired, ...vanished, ...bound, ...traced]);
	const dueAlerts = need.dueAlerts === undefined ? [] : await alertsDue(session, need.dueAlerts);
	const alertBatch = need.alertBatch === undefined ? [] : await alertsUnder(session, need.alertBatch);
	const about = await alertsAbout(session, [...(need.alertsAbout ?? []), ...due.filter(({ kind }) => kind === 'xeroContact'), ...traced]);
	const work = await rowsOf(session, 'work', subjects);
	const jobs = need.jobsOfWork ? work.flatMap(({ jobId }) => (jobId === null ? [] : [`job ${jobId}`])) : [];
	const named = await alertsNamed(session, [...(need.alerts ?? []), ...jobs, ...traces.alerts]);
	return {
		records: await rowsOf(session, 'record', subjects), work, reviews: await rowsOf(session, 'review', subjects),
		alerts: [...new Map([...dueAlerts, ...alertBatch, ...about, ...named].map((alert) => [alert.key, alert])).values()],
		facts: await factsNamed(session, [...new Set([...(need.facts ?? []), ...jobs])]),
		due, batch, expired, vanished, bound,
		dueAlerts: dueAlerts.map(({ key }) => key), alertBatch: alertBatch.map(({ key }) => key),
		running: need.running === undefined ? 0 : await runningWork(session, need.running.now),
		held: need.held === undefined ? 0 : await heldWork(session, need.held),
		workOfJob: need.workOfJob === undefined ? 0 : await workOfJob(session, need.workOfJob),
		dueRemovals: need.dueRemovals === undefined ? 0 : await dueRemovals(session, need.dueRemovals.now),
		runningRemovals: need.dueRemovals === undefined ? 0 : await runningRemovals(session),
		runningOfJob: need.runningOfJob === undefined ? 0 : await runningOfJob(session, need.runningOfJob),
		forecasts: need.forecasts === undefined ? [] : await forecasts(session, need.forecasts),
		traces,
	};
}

async function rowsOf<Table extends 'record' | 'work' | 'review'>(session: Session, table: Table, subjects: readonly Subject[]): Promise<Tables[Table][]> {
	const found = new Map<string, Tables[Table]>();
	for (const [kind, ids] of idsByKind(subjects)) {
		const rows = await session.any.selectFrom(table as 'record').selectAll().where('kind', '=', kind).where(session.dialect.isOneOf('id', ids)).execute();
		for (const stored of rows) {
			const row = rowOf(table, stored);
			found.set(subjectKey(row), row);
		}
	}
	return subjects.flatMap(({ kind, id }) => found.get(subjectKey({ kind, id: keptText(id) })) ?? []);
}

/** Due ones and those whose lease has ended lie in two indexes; the order goes through both. */
async function alertsDue({ db }: Session, { now, limit, aboutNoRecord = false }: DueAlertsQuestion): Promise<AlertRow[]> {
	const of = async (isAboutRecord: boolean): Promise<AlertRow[]> => {
		const inOrder = db.selectFrom('alert').selectAll().where('kind', isAboutRecord ? 'is not' : 'is', null).orderBy('dueAt').orderBy('key').limit(limit);
		const due = await inOrder.where(inState('due')).where('dueAt', '<=', now).execute();
		const ended = await inOrder.where(inState('claimed')).where('leaseUntil', '<=', now).execute();
		return [...due, ...ended].map((stored) => rowOf('alert', stored)).sort((a, b) => a.dueAt - b.dueAt || (a.key < b.key ? -1 : 1));
	};
	return [...(await of(false)), ...(aboutNoRecord ? [] : await of(true))].slice(0, limit);
}

async function alertsUnder({ db }: Session, token: string): Promise<AlertRow[]> {
	const rows = await db.selectFrom('alert').selectAll().where(inState('claimed')).where('token', '=', keptText(token)).orderBy('dueAt').orderBy('key').execute();
	return rows.map((stored) => rowOf('alert', stored));
}

async function alertsAbout({ any, dialect }: Session, subjects: readonly Subject[]): Promise<AlertRow[]> {
	const alerts: AlertRow[] = [];
	for (const [kind, ids] of idsByKind(subjects)) {
		const rows = await any.selectFrom('alert').selectAll().where('kind', '=', kind).where(dialect.isOneOf('id', ids)).orderBy('key').execute();
		alerts.push(...rows.map((stored) => rowOf('alert', stored)));
	}
	return alerts;
}

async function alertsNamed({ any, dialect }: Session, keys: readonly string[]): Promise<AlertRow[]> {
	if (keys.length === 0) return [];
	const rows = await any.selectFrom('alert').selectAll().where(dialect.isOneOf('key', keys.map(keptText))).orderBy('key').execute();
	return rows.map((stored) => rowOf('alert', stored));
}

async function factsNamed({ any, dialect }: Session, names: readonly string[]): Promise<FactRow[]> {
	if (names.length === 0) return [];
	const rows = await any.selectFrom('fact').selectAll().where(dialect.isOneOf('name', names.map(keptText))).execute();
	const facts = new Map(rows.map((stored) => [stored.name, rowOf('fact', stored)]));
	return names.flatMap((name) => facts.get(keptText(name)) ?? []);
}

function unique(subjects: readonly Subject[]): Subject[] {
	return [...new Map(subjects.map(({ kind, id }) => [subjectKey({ kind, id }), { kind, id }])).values()];
}
