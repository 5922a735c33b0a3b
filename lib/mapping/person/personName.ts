import { cleanName } from '../values/cleanText';
import { peopleIn, withoutTitles } from './jointName';
import { isNameless, withoutUndefined } from './nameless';
import { bare, CONNECTORS, CREDENTIALS, GENERATIONS, isCompanyName, LOWER_PARTICLES, PARTICLES } from './nameWords';

export interface PersonName {
	first: string;
	last: string;
	/** How it was read; `company` and `empty` have neither first nor last. */
	kind: 'empty' | 'company' | 'single' | 'familyFirst' | 'lastCommaFirst' | 'firstLast' | 'couple';
}

const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+$/u;
/** Between the parts of foreign names in Chinese and Japanese; such names keep the western order. */
const MIDDLE_DOT = /[・·]/u;

/**
 * Splits Intercom's one name into Xero's FirstName and LastName. Titles and degrees are left out, `Jr` stays with the
 * family name, nicknames in brackets or quotes are dropped. A name in one piece, a Chinese one too, is a FirstName: that
 * is what Xero greets with, and where a Chinese family name ends cannot be known. Two East Asian pieces are family first.
 * A couple under its titles (`Mr & Mrs Smith`) has no FirstName, two people with one family name have both. Pure, never throws.
 * @example splitPersonName("O'Brien-van der Berg, José (Pepe)") // { first: 'José', last: "O'Brien-van der Berg" }
 */
export function splitPersonName(name: string): PersonName {
	const cleaned = withoutUndefined(cleanName(name));
	if (isNameless(cleaned)) return { first: '', last: '', kind: 'empty' };
	if (isCompanyName(cleaned)) return { first: '', last: '', kind: 'company' };
	const parts = commaParts(withoutNickname(cleaned));
	const [last = '', first] = parts;
	if (first === undefined) return splitWords(last.split(' '));
	return lastCommaFirst(last, first);
}

/** Without what stands in brackets or quotes, unless nothing else would be left. */
function withoutNickname(name: string): string {
	if (!/[("“„]/.test(name)) return name;
	const rest = cleanName(name.replace(/\s*(?:\([^()]*\)|"[^"]*"|“[^”]*”|„[^“”]*[“”])\s*/gu, ' '));
	return isNameless(rest) ? name : rest;
}

/** The pieces between commas; degrees go, a generation (`, Jr.`) joins the piece before it. */
function commaParts(name: string): string[] {
	if (!/[,，、]/.test(name)) return [name];
	const pieces = name.split(/\s*[,，、]\s*/u).filter((piece) => piece !== '');
	return pieces.reduce<string[]>((parts, piece) => {
		const before = parts.at(-1);
		if (before === undefined) return [piece];
		if (isCredential(piece)) return parts;
		return isGeneration(piece) ? [...parts.slice(0, -1), `${before} ${piece}`] : [...parts, piece];
	}, []);
}

function lastCommaFirst(last: string, rest: string): PersonName {
	const words = withoutTitles(rest.split(' ')).words;
	// Dutch lists sort "Berg, Jan van der" under B.
	const start = words.findIndex((_, index) => index > 0 && words.slice(index).every(isLowerParticle));
	const particles = start < 0 ? [] : words.slice(start);
	const first = start < 0 ? words : words.slice(0, start);
	return { first: first.join(' '), last: [...particles, last].join(' '), kind: 'lastCommaFirst' };
}

function splitWords(all: readonly string[]): PersonName {
	const { words, titled, couple } = withoutTitles(withoutCredentials(all));
	const people = peopleIn(words);
	if (people !== null) return splitPeople(people, titled);
	if (couple && (words.length < 2 || isNameLink(words[0] ?? ''))) return { first: '', last: words.join(' '), kind: 'couple' };
	const generation = words.length > 2 && isGeneration(words.at(-1) ?? '') ? words.slice(-1) : [];
	const names = words.slice(0, words.length - generation.length);
	const only = names[0] ?? '';
	if (names.length === 1) return eastAsianPiece(only) ?? singleName(only, titled);
	if (names.length === 2 && names.every((word) => EAST_ASIAN.test(word))) {
		return { first: names[1] ?? '', last: only, kind: 'familyFirst' };
	}
	const start = familyNameStart(names);
	return { first: names.slice(0, start).join(' '), last: [...names.slice(start), ...generation].join(' '), kind: 'firstLast' };
}

/** `John & Jane Smith` is one family; two whole names are two people, and neither is the other's first name. */
function splitPeople({ left, joiner, right }: NonNullable<ReturnType<typeof peopleIn>>, titled: boolean): PersonName {
	const both = (a: string, b: string) => [a, joiner, b].join(' ');
	const [one = '', ...moreOfLeft] = left;
	if (moreOfLeft.length === 0 && right.length === 1) {
		const names = both(one, right[0] ?? '');
		return titled ? { first: '', last: names, kind: 'couple' } : { first: names, last: '', kind: 'couple' };
	}
	const [a, b] = [splitWords(left), splitWords(right)];
	if (moreOfLeft.length === 0) return { first: both(one, b.first), last: b.last, kind: 'couple' };
	if (right.length === 1) return { first: both(a.first, right[0] ?? ''), last: a.last, kind: 'couple' };
	const isOneFamily = a.last.toLowerCase() === b.last.toLowerCase();
	return isOneFamily ? { first: both(a.first, b.first), last: a.last, kind: 'couple' } : { first: '', last: '', kind: 'couple' };
}

function singleName(name: string, titled: boolean): PersonName {
	return titled ? { first: '', last: name, kind: 'single' } : { first: name, last: '', kind: 'single' };
}

function eastAsianPiece(name: string): PersonName | undefined {
	const [first = '', ...rest] = name.split(MIDDLE_DOT);
	const foreign = first !== '' && rest.length > 0 && [first, ...rest].every((part) => EAST_ASIAN.test(part));
	return foreign ? { first, last: rest.join('・'), kind: 'firstLast' } : undefined;
}

/** Index of the word with which the family name begins; 0 when there is no first name. */
function familyNameStart(words: readonly string[]): number {
	if (isLowerParticle(words[0] ?? '')) return 0;
	const inside = words.findIndex((word, index) => index > 0 && index < words.length - 1 && isNameLink(word));
	if (inside < 0) return words.length - 1;
	return CONNECTORS.has(words[inside] ?? '') ? inside - 1 : inside;
}

function isNameLink(word: string): boolean {
	return CONNECTORS.has(word) || PARTICLES.has(bare(word)) || isLowerParticle(word);
}

/** `van`, and the end of `O'Brien-van`. */
function isLowerParticle(word: string): boolean {
	const tail = word.slice(word.lastIndexOf('-') + 1);
	return PARTICLES.has(tail) || LOWER_PARTICLES.has(tail);
}

function withoutCredentials(words: readonly string[]): readonly string[] {
	// "Yo MA": two words are a whole name, whatever the second one looks like.
	if (words.length <= 2) return words;
	const end = words.findLastIndex((word, index) => index === 0 || !isCredential(word));
	return words.slice(0, Math.max(end + 1, 2));
}

const isCredential = (word: string) => CREDENTIALS.has(word.replaceAll('.', ''));
const isGeneration = (word: string) => GENERATIONS.has(bare(word));
