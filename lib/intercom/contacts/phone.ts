/** Whether Intercom reads a text as a phone wherever its workspace is: with the country in front, and no extension. Pure. */
export function isPhone(text: string): boolean {
	return /^\+\d{5,15}$/.test(text);
}
