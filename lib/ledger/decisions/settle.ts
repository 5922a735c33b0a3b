import type { SettledAnswer, Settlement } from '../events/settlement';
import type { FactName } from '../rows/facts';
import { lastOfEach, xeroSubject, type Subject, type Vendor } from '../rows/subject';
import type { LedgerSettings } from '../settings';
import type { Change, Found, Step } from '../store/step';
import { afterBroughtBack } from './afterBroughtBack';
import { afterFailure } from './afterFailure';
import { afterGone, afterRemoval } from './afterGone';
import { afterInIntercom } from './afterInIntercom';
import { afterReview, afterSkip } from './afterReview';
import { afterSync } from './afterSync';
import { afterTold } from './afterTold';
import { BALANCE_REFUSED_KEY, jobStopAlert, jobStopKey } from './alertTexts';
import { afterPreview, afterWriting } from './afterPreview';
import { afterArchivings } from './archiveStop';
import { daysSomewhere } from './calendar';
import { noteCallsLeft } from './callsLeft';
import { noteDay, type Happened } from './dayFacts';
import { answeredIn, healthAfter } from './evidence';
import { archiveStopOf, healthOf, noteFact, sweepOf, VENDORS } from './facts';
import { afterSettlement, jobState } from './jobProgress';
import { raise } from './outbox';
import { Overlay } from './overlay';
import { SERVICE_NEED, serviceNews } from './serviceNews';
import type { ItsWork, Settled, Settling } from './settling';
import { factKeys } from './tellFacts';
import { isLeasedTo } from './workRow';

/**
 * Takes what the items of a batch came to, and leaves record, work, review, alerts, audit, jobs and services as they must
 * be. An outcome under a token that the row no longer carries changes nothing, and is told so.
 */
export function settle(settlements: readonly Settlement[], settings: LedgerSettings, now: number): Step<SettledAnswer[]> {
	const batch = lastOfEach(settlements, ({ subject }) => subject);
	const own = batch.map(({ subject }) => subject);
	const others = batch.flatMap(beside);
	const facts: FactName[] = ['binding', 'sweep', 'balances', 'archive stop', 'quota xero', 'preview', ...SERVICE_NEED.facts, ...daysSomewhere(now)];
	return {
		name: 'settle',
		need: { subjects: [...own, ...others], alertsAbout: [...own, ...others], alerts: [BALANCE_REFUSED_KEY, ...SERVICE_NEED.alerts, ...batch.flatMap(factKeys)], facts, jobsOfWork: true },
		decide: (found) => decide(found, batch, settings, now),
	};
}

/** Records that an outcome says something of, beside its own. */
function beside(one: Settlement): Subject[] {
	if (one.outcome === 'gone') return one.winnerId === undefined ? [] : [{ kind: 'contact', id: one.winnerId }];
	if (one.outcome === 'inIntercom') return [{ kind: 'contact', id: one.contactId }];
	// Xero may have told of it before the ledger knew whose it is.
	return one.outcome === 'synced' ? [xeroSubject(one.xeroContactId)] : [];
}

function decide(found: Found, batch: readonly Settlement[], settings: LedgerSettings, now: number): { answer: SettledAnswer[]; changes: Change[] } {
	const mine = batch.filter(({ subject, token }) => token === '' || isLeasedTo(found.work(subject), token));
	if (mine.length === 0) return { answer: batch.map(({ subject }) => ({ subject, became: 'noLongerYours', nextAt: null })), changes: [] };
	const after = new Overlay(found);
	const health = healthsAfter(found, mine, now);
	for (const vendor of VENDORS) after.add(serviceNews(after.found, vendor, health[vendor], now));
	after.add(afterWriting(after.found, mine, now));
	const shared = {
		settings, now, health, answered: new Set(mine.flatMap(answeredIn)), organisationId: found.fact('binding')?.value.organisationId ?? '', sweep: sweepOf(found).number,
	};
	const happened: Happened[] = [];
	const answer = batch.map((one): SettledAnswer => {
		if (!mine.includes(one)) return { subject: one.subject, became: 'noLongerYours', nextAt: null };
		const work = found.work(one.subject);
		const its: ItsWork = one.token !== '' && work?.state === 'running' ? nowOf(after.found, one.subject) : null;
		const { became, nextAt, changes } = settled(one, its, { ...shared, found: after.found });
		after.add(changes);
		happened.push({ settlement: one, became, work: its });
		if (its?.jobId) after.add(jobChanges(after.found, its.jobId, one, became, now));
		return { subject: one.subject, became, nextAt };
	});
	// What a person let pass is nobody's mistake.
	const archived = mine.filter((one) => one.outcome === 'removed' && one.did === 'archived' && found.work(one.subject)?.approved !== true).length;
	after.add(noteFact(after.found, 'archive stop', afterArchivings(archiveStopOf(after.found), archived)));
	after.add(noteCallsLeft(after.found, mine.flatMap(({ callsLeft }) => callsLeft ?? []), now));
	after.add(noteDay(found, after.found, happened, settings.timeZone, now));
	const changes = after.done();
	// Last, so that it holds what this batch left waiting, too.
	return { answer, changes: [...changes.filter(({ do: what }) => what !== 'holdJob'), ...changes.filter(({ do: what }) => what === 'holdJob')] };
}

/** Its row, with what another settlement of the batch put into it. */
function nowOf(found: Found, subject: Subject): ItsWork {
	const work = found.work(subject);
	return work?.state === 'running' ? work : null;
}

function settled(one: Settlement, work: ItsWork, shared: Settling): Settled {
	switch (one.outcome) {
		case 'synced':
			return afterSync(one, work, shared);
		case 'broughtBack':
			return afterBroughtBack(one, work, shared);
		case 'told':
			return afterTold(one, work, shared);
		case 'inIntercom':
			return afterInIntercom(one, work, shared);
		case 'review':
			return afterReview(one, work, shared);
		case 'failed':
			return afterFailure(one, work, shared);
		case 'previewed':
			return afterPreview(one, work, shared);
		case 'skipped':
			return afterSkip(one, work, shared);
		case 'gone':
			return afterGone(one, work, shared);
		case 'removed':
			return afterRemoval(one, work, shared);
	}
}

function healthsAfter(found: Found, batch: readonly Settlement[], now: number): Settling['health'] {
	const of = (vendor: Vendor) => healthAfter(healthOf(found, vendor), vendor, batch, (subject) => found.work(subject), now);
	return { intercom: of('intercom'), xero: of('xero') };
}

function jobChanges(found: Found, jobId: string, one: Settlement, became: SettledAnswer['became'], now: number): Change[] {
	const was = found.fact(`job ${jobId}`)?.value;
	if (was === undefined) return [];
	const job = jobState(afterSettlement(was, one, became), now);
	const noted = noteFact(found, `job ${jobId}`, job);
	if (was.state !== 'running' || job.state !== 'stopped') return noted;
	return [...noted, { do: 'holdJob', jobId }, ...raise(found.alert(jobStopKey(jobId)), jobStopAlert(jobId, job.counts.updated, job.done), now)];
}
