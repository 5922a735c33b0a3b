import type { CheckLine } from './port';
import { LedgerProblem } from './problem';

/** A ledger that cannot be used, as a line of a report; null for any other error. Pure. @param otherwise where the trouble has no line of its own */
export function problemLine(error: unknown, otherwise: CheckLine['what']): CheckLine | null {
	return error instanceof LedgerProblem ? { what: lineOf(error, otherwise), ok: false, message: error.message, nextStep: error.nextStep } : null;
}

function lineOf({ trouble }: LedgerProblem, otherwise: CheckLine['what']): CheckLine['what'] {
	switch (trouble) {
		case 'notWritable':
			return 'write';
		case 'diskFull':
			return 'disk';
		case 'damaged':
			return 'integrity';
		case 'noRights':
			return 'rights';
		case 'newerPackage':
			return 'version';
		default:
			return otherwise;
	}
}
