/** Why a ledger cannot be used. */
export type LedgerTrouble =
	| 'notWritable'
	| 'diskFull'
	| 'damaged'
	| 'missing'
	| 'unreachable'
	| 'noRights'
	| 'newerPackage'
	| 'boundElsewhere'
	| 'fileInQueueMode'
	| 'busy'
	| 'noSqlite';

/**
 * A ledger that cannot be used, in words for a person: what happened, where, and what to do. Every store throws this and
 * nothing else, once it is sure that nothing of the step was written; `uncertain` where it cannot be (the connection went
 * during the commit): do it again, every step stands being repeated.
 */
export class LedgerProblem extends Error {
	override readonly name = 'LedgerProblem';

	constructor(
		readonly trouble: LedgerTrouble,
		message: string,
		readonly nextStep: string,
		/** Whether the step may have been written all the same. */
		readonly uncertain = false,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** These pass by themselves; the others want a person. */
const PASSING: ReadonlySet<LedgerTrouble> = new Set(['unreachable', 'busy']);

/** Whether it may be over in a moment. Pure. */
export function mayPass(trouble: LedgerTrouble): boolean {
	return PASSING.has(trouble);
}

/** What happened and what to do, as one text. Pure. */
export function problemWords({ message, nextStep }: Pick<LedgerProblem, 'message' | 'nextStep'>): string {
	return `${message.replace(/[.:;,]?\s*$/, '.')} ${nextStep}`.trim();
}
