/** Names that a person wrote in one line, separated by commas; blanks around them and empty ones go. Pure. */
export function nameList(text: unknown): string[] {
	return String(text ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
}
