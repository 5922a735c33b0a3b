import type { XeroTurn } from '../rows/facts';
import type { Step } from '../store/step';
import { noteFact } from './facts';

/** A process that waits says so no more often than this, and counts as waiting for so long. */
const WANTED_MS = 3_000;
/** Whoever gave it back while another one waits lets that one go first. */
const COURTESY_MS = 1_000;

export interface TurnAnswer {
	isOurs: boolean;
	/** Where another process had it before: at what pace that one left; else null. */
	before: XeroTurn['pace'] | null;
}

/**
 * Takes the turn at Xero for a process, where nobody has it or the time of whoever had it is over. Where another one has it, it
 * is noted that somebody waits.
 */
export function takeTurn(holder: string, turnMs: number, now: number): Step<TurnAnswer> {
	return {
		name: 'takeTurn',
		need: { facts: ['xero turn'] },
		decide: (found) => {
			const was = found.fact('xero turn')?.value;
			const isAnothers = was !== undefined && was.holder !== holder;
			if (isAnothers && was.until > now) {
				const waits = now - was.wantedAt >= WANTED_MS ? noteFact(found, 'xero turn', { ...was, wantedAt: now }) : [];
				return { answer: { isOurs: false, before: null }, changes: waits };
			}
			const goesSecond = was !== undefined && !isAnothers && was.until <= now && now - was.until < COURTESY_MS && now - was.wantedAt < 2 * WANTED_MS;
			if (goesSecond) return { answer: { isOurs: false, before: null }, changes: [] };
			const turn: XeroTurn = { holder, until: now + turnMs, wantedAt: 0, pace: was?.pace ?? null };
			return { answer: { isOurs: true, before: isAnothers ? was.pace : null }, changes: noteFact(found, 'xero turn', turn) };
		},
	};
}

/** Keeps it, also where its time was over and nobody took it; what the process knows of Xero's limits is noted. */
export function renewTurn(holder: string, turnMs: number, pace: XeroTurn['pace'], now: number): Step<{ isOurs: boolean; isWanted: boolean }> {
	return {
		name: 'renewTurn',
		need: { facts: ['xero turn'] },
		decide: (found) => {
			const was = found.fact('xero turn')?.value;
			if (was?.holder !== holder) return { answer: { isOurs: false, isWanted: true }, changes: [] };
			return { answer: { isOurs: true, isWanted: now - was.wantedAt < 2 * WANTED_MS }, changes: noteFact(found, 'xero turn', { ...was, until: now + turnMs, pace }) };
		},
	};
}

/** The next one may begin; nothing where another one has it by now. */
export function giveTurnBack(holder: string, pace: XeroTurn['pace'], now: number): Step<{ isOurs: boolean }> {
	return {
		name: 'giveTurnBack',
		need: { facts: ['xero turn'] },
		decide: (found) => {
			const was = found.fact('xero turn')?.value;
			if (was?.holder !== holder) return { answer: { isOurs: false }, changes: [] };
			return { answer: { isOurs: true }, changes: noteFact(found, 'xero turn', { ...was, until: now, pace }) };
		},
	};
}
