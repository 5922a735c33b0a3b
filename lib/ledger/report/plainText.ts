/** Characters that cannot be seen and change how others are shown: controls but blanks, marks of direction, half surrogate pairs, blanks of no width. */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060-\u2065\ufeff\ufff9-\ufffb]/gu;

/**
 * Text that somebody typed, so that nothing of it works on what stands beside it: what cannot be seen is written out
 * (`[U+202E]`). Letters of any script stay as they are. Pure.
 */
export function plainText(text: string): string {
	return text.replace(INVISIBLE, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
