import { textOf } from '../api/wireValue';

/** `& < > " '` as HTML writes them: by name, by number, by hexadecimal number. Nothing else is escaped by Intercom. */
const ENTITY = /&(?:(amp|#0*38|#x0*26)|(lt|#0*60|#x0*3c)|(gt|#0*62|#x0*3e)|(quot|#0*34|#x0*22)|apos|#0*39|#x0*27);/gi;
/** An ampersand that begins none of them: no escaped text has one. */
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#0*(?:38|60|62|34|39)|#x0*(?:26|3c|3e|22|27));)/i;

/**
 * Takes exactly one layer of HTML escaping off: `R&amp;amp;D` becomes `R&amp;D`, which is what somebody typed. Other
 * entities (`&nbsp;`) stay as they are. Pure.
 * @see https://github.com/intercom/intercom-java/issues/113 Intercom escapes identity attributes on output
 */
export function unescaped(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(ENTITY, (_, amp?: string, lt?: string, gt?: string, quot?: string) => {
		if (amp !== undefined) return '&';
		if (lt !== undefined) return '<';
		if (gt !== undefined) return '>';
		return quot === undefined ? "'" : '"';
	});
}

/**
 * The same where nobody says whether Intercom escapes (tags, custom attributes): a text with an ampersand that begins no
 * entity was not escaped and stays as it is. What remains in doubt is a text that was typed as an entity. Pure.
 */
export function perhapsUnescaped(text: string): string {
	return BARE_AMPERSAND.test(text) ? text : unescaped(text);
}

/** A name or another text that Intercom escapes, as a person would read it; null as {@link textOf}. Pure. */
export function nameOf(value: unknown): string | null {
	const text = textOf(value);
	return text === null ? null : unescaped(text);
}

/** A text that Intercom may or may not escape, as a person would read it; null as {@link textOf}. Pure. */
export function labelOf(value: unknown): string | null {
	const text = textOf(value);
	return text === null ? null : perhapsUnescaped(text);
}
