import { isLeftAlone } from '../rows/record';
import { subjectKey, subjectOf, type Subject } from '../rows/subject';
import type { ParkedWork, WaitingWork, WorkRow } from '../rows/work';
import type { Change, Step } from '../store/step';
import { noteFact, sweepOf, type WholeReading } from './facts';
import { rewrite } from './rewrite';
import { dueFor, newWork } from './workRow';

/** A contact on a page of the sweep. */
export interface SeenContact extends Subject {
	/** The chosen segments it is in, sorted, `, ` between; null: none was asked for. */
	segments: string | null;
}

/** @property broken how many before this one were broken off, one after the other */
export interface SweepBegun {
	sweep: number;
	broken: number;
}

/** A sweep goes through all contacts. One that was broken off proves nothing, and another begins. So with each reading of a whole list. */
export function beginSweep(now: number, of: WholeReading = 'sweep'): Step<SweepBegun> {
	return {
		name: 'beginSweep',
		need: { facts: [of] },
		decide: (found) => {
			const was = sweepOf(found, of);
			const number = was.number + 1;
			return { answer: { sweep: number, broken: was.number - was.complete[0] }, changes: noteFact(found, of, { ...was, number, state: 'reading', startedAt: now }) };
		},
	};
}

/**
 * One page was read. Who entered or left a chosen segment since the last sync is due: Intercom does not tell of that.
 * @returns `isCurrent: false` where another sweep has begun meanwhile; what this one saw counts all the same
 */
export function sawPage(sweep: number, contacts: readonly SeenContact[], now: number): Step<{ isCurrent: boolean; moved: number }> {
	const subjects = contacts.map(subjectOf);
	const segmentsOf = new Map(contacts.map((contact) => [subjectKey(contact), contact.segments]));
	return {
		name: 'sawPage',
		need: { subjects, facts: ['sweep'] },
		decide: (found) => {
			const moved = subjects.filter((subject) => {
				const segments = segmentsOf.get(subjectKey(subject)) ?? null;
				return segments !== null && segments !== (found.record(subject)?.segments ?? '') && found.work(subject) === null && !isLeftAlone(found.record(subject));
			});
			const due = moved.flatMap((subject) => rewrite('work', null, newWork(subject, { why: 'segment', topic: '', priority: 'normal', jobId: null }, now), 'added'));
			const marks: Change[] = [{ do: 'markSeen', subjects, sweep }];
			return { answer: { isCurrent: sweepOf(found).number === sweep, moved: moved.length }, changes: [...marks, ...due] };
		},
	};
}

/**
 * Every page was read. A sweep that is no longer the current one does not count.
 * @returns seenBefore: what takeVanished is asked with, 0 where there were no two whole sweeps
 */
export function endSweep(sweep: number, of: WholeReading = 'sweep'): Step<{ counts: boolean; seenBefore: number }> {
	return {
		name: 'endSweep',
		need: { facts: [of] },
		decide: (found) => {
			const was = sweepOf(found, of);
			if (was.number !== sweep || was.state !== 'reading') return { answer: { counts: false, seenBefore: 0 }, changes: [] };
			return { answer: { counts: true, seenBefore: was.complete[0] }, changes: noteFact(found, of, { ...was, state: 'idle', complete: [sweep, was.complete[0]] }) };
		},
	};
}

/**
 * Who vanished: contacts that were known before the last two whole sweeps, and that neither saw. Each is looked for before
 * anything follows. Ask again with `after` until it is ''.
 * @param seenBefore complete[1] of the sweeps; 0 before there were two
 */
export function takeVanished(seenBefore: number, afterId: string, limit: number, now: number): Step<{ vanished: number; after: string }> {
	return {
		name: 'takeVanished',
		need: { vanished: { kind: 'contact', seenBefore, afterId, limit } },
		decide: (found) => {
			const cause = { why: 'vanished', topic: '', priority: 'normal', jobId: null } as const;
			const changes = found.vanished.flatMap((subject) => {
				const work = found.work(subject);
				if (work !== null && !isLeftToSweep(work)) return [];
				const due = work === null ? newWork(subject, cause, now) : dueFor(work, cause, now);
				return rewrite('work', work, { ...due, removal: 'vanished' }, 'added');
			});
			return { answer: { vanished: changes.length, after: found.vanished.length < limit ? '' : (found.vanished.at(-1)?.id ?? '') }, changes };
		},
	};
}

/** Given up, which nothing else would wake; or tried for hours although Intercom does not know it. */
function isLeftToSweep(work: WorkRow): work is ParkedWork | WaitingWork {
	return work.state === 'parked' || (work.state === 'waiting' && work.removal === 'none' && work.class === 'gone');
}
