/** A name longer than the 255 characters that Xero takes: nothing of such a contact can be written, until somebody shortens it. */
export function tooLong(name: string): string {
	return name.padEnd(256, 'x');
}
