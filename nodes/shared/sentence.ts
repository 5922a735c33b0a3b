/** With a full stop where nothing ends it; '' stays. Pure. */
export function ended(words: string): string {
	return words === '' || /[.!?]$/.test(words) ? words : `${words}.`;
}
