/** In pixels; nothing in a drawing is smaller. */
export const FONT_SIZE = 13;

const [NARROW, WIDE, CODE] = [/[ijlft.,:;'()|! ]/, /[A-Zmw@%]/, 0.61];

/** How wide a line is at most, in pixels: by the widest of the fonts that a browser may take for `sans-serif`. Pure. */
export function widthOf(text: string, isCode = false, size = FONT_SIZE): number {
	const ems = [...text].map((letter) => (isCode ? CODE : NARROW.test(letter) ? 0.4 : WIDE.test(letter) ? 0.84 : 0.63));
	return ems.reduce((sum, one) => sum + one, 0) * size;
}

/** A text in lines that are not wider than that; an address breaks behind a slash. Pure. */
export function wrapped(text: string, width: number, isCode = false): string[] {
	const lines: string[] = [];
	for (const part of text.split(/(?<= )|(?<=[a-z]\/)/)) {
		const longer = `${lines.at(-1) ?? ''}${part}`;
		if (lines.length > 0 && widthOf(longer.trimEnd(), isCode) <= width) lines[lines.length - 1] = longer;
		else lines.push(part);
	}
	return lines.map((line) => line.trimEnd());
}

/** As XML wants it. Pure. */
export function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
