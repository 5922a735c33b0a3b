import { isEqual } from 'es-toolkit';
import type { Creation } from '../bothWays';
import type { Subject } from '../rows/subject';
import type { WorkRow } from '../rows/work';
import type { Change, Found, Step } from '../store/step';
import { recordEntry } from './auditEntry';
import { noteFact } from './facts';
import { creationOf } from './fromXero';
import { closeAll } from './leaving';
import { bySettings } from './published';
import { rewrite } from './rewrite';
import { CHANGED_IN_XERO, dueFor, newWork, waiting } from './workRow';

/** Until it is switched on again, which releases it; a year is only so that no time has to mean never. */
const FAR_MS = 365 * 24 * 60 * 60_000;

const OFF = { reason: 'creationOff', message: 'Create in Intercom is off, so nobody is made of this contact of Xero.', nextStep: 'Nothing is to be done. Where it is switched on again in Sync Ledger Trigger, the contact is looked at.' } as const;

/** A contact of Xero waits until creating is switched on again; what was asked and told about it goes, with a line in the log. Pure. */
export function waitsForCreation(subject: Subject, found: Found, now: number): Change[] {
	const [work, review] = [found.work(subject), found.review(subject)];
	// Listed a moment ago, and done or erased since.
	if (work === null && review === null) return [];
	if (work?.state === 'running' || work?.state === 'held' || (work?.waitsFor === 'creation' && work.dueAt > now)) return [];
	const xeroChangedAt = work?.xeroChangedAt ?? review?.xeroChangedAt ?? 0;
	const row: WorkRow = waiting(work ?? newWork(subject, CHANGED_IN_XERO, now), { ...OFF, class: null, failedAt: null, scheduledAt: null, attempts: 0, uncertain: false, waitsFor: 'creation', fromIntercom: false, xeroChangedAt, dueAt: now + FAR_MS });
	return [...rewrite('work', work, row, 'creationOff'), ...closeAll(subject, found, now), recordEntry(subject, CHANGED_IN_XERO, { event: 'creationOff', reason: OFF.reason }, now)];
}

/** Which creation was published now, and which one the rows of contacts of Xero were looked at by. */
export function creationChoice(): Step<{ now: Creation | null; before: Creation | null | undefined }> {
	return bySettings((settings) => ({
		name: 'creationChoice', need: { facts: ['creation'] },
		decide: (found) => ({ answer: { now: creationOf(settings), before: found.fact('creation')?.value.by }, changes: [] }),
	}));
}

/**
 * Another choice was published: contacts of Xero that were given up or wait for a person are looked at anew by it, or wait where
 * nobody is created any more. At most some 500 at once.
 * @returns whether one of them runs, which is to be looked at once it is settled
 */
export function chooseAnew(subjects: readonly Subject[], now: number): Step<{ runs: boolean }> {
	return bySettings((settings) => ({
		name: 'chooseAnew',
		need: { subjects, alertsAbout: subjects },
		decide: (found) => ({ answer: { runs: subjects.some((subject) => found.work(subject)?.state === 'running') }, changes: subjects.flatMap((subject) => (creationOf(settings) === null ? waitsForCreation(subject, found, now) : lookedAtAnew(subject, found, now))) }),
	}));
}

/** All were looked at; what waited for creating to be switched on is due. */
export function noteCreation(by: Creation | null, now: number): Step<null> {
	return bySettings<null>((settings) => ({
		name: 'noteCreation', need: { facts: ['creation'] },
		decide: (found) => {
			// Published anew meanwhile: the next minute looks again.
			if (!isEqual(creationOf(settings), by)) return { answer: null, changes: [] };
			const release: Change[] = by === null ? [] : [{ do: 'releaseWaitingFor', waitsFor: 'creation', dueAt: now }];
			return { answer: null, changes: [...release, ...noteFact(found, 'creation', { by })] };
		},
	}));
}

/** The next outcome closes its review, or leaves it as it is. */
function lookedAtAnew(subject: Subject, found: Found, now: number): Change[] {
	const [work, review] = [found.work(subject), found.review(subject)];
	if (work === null) return review === null ? [] : rewrite('work', null, { ...newWork(subject, CHANGED_IN_XERO, now), fromIntercom: false, xeroChangedAt: review.xeroChangedAt ?? 0 }, 'changedInXero');
	return work.state === 'parked' ? rewrite('work', work, { ...dueFor(work, CHANGED_IN_XERO, now), fromIntercom: false, xeroChangedAt: work.xeroChangedAt ?? 0 }, 'changedInXero') : [];
}
