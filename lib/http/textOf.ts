/** A text without blanks around it; '' for anything else. Pure. */
export function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

/** Whether it is a text that says something. Pure. */
export function isFilled(value: unknown): value is string {
	return textOf(value) !== '';
}
