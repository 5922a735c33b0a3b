/** A day and a time of day that name no zone. */
const ZONELESS = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.]\d+)?)?$/;

/**
 * A written time as UTC where it names no zone: JavaScript would take the machine's, which nobody sees. Both vendors and the
 * fields of the nodes go by this one rule. A day alone is UTC in JavaScript as well; anything else stays as it is. Pure.
 */
export function inUtc(text: string): string {
	return ZONELESS.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}
