import type { WhenBothChanged } from '../../ledger/bothWays';

/** One field as both systems last agreed on it, and as each holds it now, in a form in which equal means the same. `base` undefined: nobody knows. */
export interface ThreeValues {
	base: string | undefined;
	intercom: string;
	xero: string;
}

/** Which side changed since they agreed; `unknown`: they differ, and nobody knows what they agreed on. */
export type WhoChanged = 'agreed' | 'intercom' | 'xero' | 'both' | 'unknown';

/** Where a value is to go. `none`: nowhere. */
export type Flow = 'none' | 'toXero' | 'toIntercom' | 'review';

/** What is to be known where both sides changed. */
export interface BothChanged {
	policy: WhenBothChanged;
	/** The side that was changed last. */
	newer: 'intercom' | 'xero';
	/** What a person said about this record; it goes before the policy. */
	decision?: 'intercom' | 'xero';
}

/** Pure. */
export function whoChanged({ base, intercom, xero }: ThreeValues): WhoChanged {
	if (intercom === xero) return 'agreed';
	if (base === undefined) return 'unknown';
	if (xero === base) return 'intercom';
	return intercom === base ? 'xero' : 'both';
}

/**
 * Where the value of a field goes: what was changed on one side only goes to the other; of two changes the policy chooses
 * one, or a person does. Where nobody knows what was agreed, nothing flows back. Pure.
 */
export function flowOf(values: ThreeValues, { policy, newer, decision }: BothChanged): Flow {
	switch (whoChanged(values)) {
		case 'agreed':
		case 'unknown':
			return 'none';
		case 'intercom':
			return 'toXero';
		case 'xero':
			return 'toIntercom';
		case 'both':
			return toward(decision ?? (policy === 'newest' ? newer : policy));
	}
}

function toward(winner: 'intercom' | 'xero' | 'review'): Flow {
	if (winner === 'review') return 'review';
	return winner === 'intercom' ? 'toXero' : 'toIntercom';
}
