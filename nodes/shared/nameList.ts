/** Names as a panel gives them: chosen from a list, or written in one line and separated by commas; blanks around them and empty ones go. Pure. */
export function nameList(names: unknown): string[] {
	const written = Array.isArray(names) ? names.map((name) => String(name ?? '')) : String(names ?? '').split(',');
	return written.map((name) => name.trim()).filter((name) => name !== '');
}
