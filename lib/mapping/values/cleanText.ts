/** Letters, digits and common punctuation need none of the expensive passes. */
const PLAIN = /^[\x20-\x7e]*$/;
/**
 * What keeps a text from being clean already: anything but printable ASCII and whole letters of Latin, Cyrillic, Chinese,
 * Japanese and Korean (which NFC leaves alone), and blanks too many. Most names have none of it and need no pass at all.
 */
const UNTIDY = /[^\x20-\x7e\u00c0-\u024f\u0400-\u0481\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]|^ | $| {2}/;
const ANGLE_BRACKET = /[<>]/;

/** Halves of characters: JSON can hold them, UTF-8 cannot. */
const LONE_SURROGATES = /\p{Surrogate}/gu;
/** Control characters, line and paragraph separators; a line break in a single-line field is a blank. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** Direction marks, byte order marks, soft hyphens and the like: they make equal names differ. */
const INVISIBLE = /\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/gu;
/** Joiners belong into Persian and Indian names, between letters only. */
const STRAY_JOINERS = /(?<![\p{L}\p{M}])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{L}\p{M}])/gu;
/** Pictures, flags, their colour and keycap marks; not ©, ® or ™, which company names carry. */
const EMOJI = /[\u{1f000}-\u{1faff}\u{2600}-\u{27bf}\u{2b00}-\u{2bff}\u{231a}\u{231b}\u{23e9}-\u{23fa}\u{e0020}-\u{e007f}]|\u20e3|\ufe0e|\ufe0f/gu;
/** Tags that pages and copied mails leave behind, and an address in angle brackets behind a name. */
const MARKUP =
	/<\/?(?:a|b|big|br|body|code|div|em|font|form|h[1-6]|hr|html|i|iframe|img|input|li|link|meta|object|ol|p|pre|s|script|small|span|strong|style|sub|sup|svg|table|td|th|tr|u|ul)(?:[\s/][^<>]*)?>|<[^<>\s]+@[^<>\s]+>/gi;

/**
 * Text for a single-line Xero field: composed (NFC), without control and invisible characters and emoji, single
 * blanks, trimmed. What Xero does with emoji is not documented, so none is sent. Idempotent, pure, never throws.
 */
export function cleanText(text: string): string {
	if (!UNTIDY.test(text)) return text;
	const readable = PLAIN.test(text) ? text : withoutOddities(text);
	return readable.replace(/\s+/g, ' ').trim();
}

/**
 * Text for a name: as {@link cleanText}, and without `<` and `>`, which Xero refuses in names. Known markup goes with
 * its brackets, other text in brackets stays. Idempotent, pure, never throws.
 */
export function cleanName(text: string): string {
	if (!UNTIDY.test(text) && !ANGLE_BRACKET.test(text)) return text;
	return settle(text, (name) => cleanText(cleanText(name).replace(MARKUP, ' ').replace(/[<>]/g, ' ')));
}

/** Removing one thing can make another appear (a split emoji, a tag within a tag); the second pass removes it. */
function withoutOddities(text: string): string {
	return settle(text, (value) =>
		value
			.replace(LONE_SURROGATES, '')
			.normalize('NFC')
			.replace(CONTROLS, ' ')
			.replace(INVISIBLE, '')
			.replace(EMOJI, '')
			.replace(STRAY_JOINERS, ''),
	);
}

/** Repeats a step that only ever shortens or keeps its text until nothing changes any more. */
function settle(text: string, step: (text: string) => string): string {
	let [before, after] = [text, step(text)];
	while (after !== before) [before, after] = [after, step(after)];
	return after;
}
