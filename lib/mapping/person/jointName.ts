import { bare, TITLES } from './nameWords';

/** Words between the titles of a couple, as they are written in the countries that have such titles. */
const TITLE_JOINERS: ReadonlySet<string> = new Set(['&', '+', 'and', 'und', 'et', 'y', 'e', 'en', 'og']);
/** Words between two people; `y` and `und` join family names, too, and do not count. */
const NAME_JOINERS: ReadonlySet<string> = new Set(['&', '+', 'and']);

/** A name without the titles in front of it. */
export interface Untitled {
	words: readonly string[];
	titled: boolean;
	/** Two titles were joined: `Mr & Mrs Smith`. */
	couple: boolean;
}

/** Takes the titles off, of a couple too: `Mr & Mrs`, `Dr and Mrs`, `Mr/Mrs`, `Lord & Lady`. A title alone is a name. Pure. */
export function withoutTitles(all: readonly string[]): Untitled {
	const words = all.some(hasJoiner) ? all.flatMap(apart) : all;
	let start = 0;
	let couple = false;
	while (start < words.length) {
		if (start < words.length - 1 && (isTitle(words[start]) || (start === 0 && (isMsieurEt(words) || isLordAndLady(words))))) start += 1;
		else if (start > 0 && TITLE_JOINERS.has(bare(words[start] ?? '')) && isTitleBeside(words[start + 1])) {
			couple = true;
			start += 2;
		} else break;
	}
	return { words: words.slice(start), titled: start > 0, couple };
}

/** The two people of a name and the word between them; null where it names one. Pure. */
export function peopleIn(words: readonly string[]): { left: readonly string[]; joiner: string; right: readonly string[] } | null {
	const at = words.findIndex((word, index) => index > 0 && index < words.length - 1 && NAME_JOINERS.has(bare(word)));
	if (at < 0) return null;
	return { left: words.slice(0, at), joiner: words[at] ?? '', right: withoutTitles(words.slice(at + 1)).words };
}

const hasJoiner = (word: string) => /[&+/]/.test(word);

/** `Mr&Mrs` and `Mr./Mrs.` in their pieces; other words whole. */
function apart(word: string): string[] {
	const pieces = word.split(/[&+/]/);
	return pieces.length > 1 && pieces.every(isTitleBeside) ? pieces.flatMap((piece, index) => (index === 0 ? [piece] : ['&', piece])) : [word];
}

/** `M. et Mme`: a letter alone is a title only there. */
function isMsieurEt([first = '', second = '']: readonly string[]): boolean {
	return /^m\.?$/i.test(first) && bare(second) === 'et';
}

function isTitle(word: string | undefined): boolean {
	return word !== undefined && TITLES.has(bare(word));
}

/** `Lady` alone may be a name. */
function isTitleBeside(word: string | undefined): boolean {
	return isTitle(word) || bare(word ?? '') === 'lady';
}

/** `Lord` alone may be a family name. */
function isLordAndLady([lord = '', joiner = '', lady = '']: readonly string[]): boolean {
	return bare(lord) === 'lord' && TITLE_JOINERS.has(bare(joiner)) && bare(lady) === 'lady';
}
