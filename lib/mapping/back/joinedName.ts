import { cleanName } from '../values/cleanText';
import { withoutUndefined } from '../person/nameless';
import { splitPersonName } from '../person/personName';

/** Letters of Chinese, Japanese and Korean, and what stands between them. */
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々・·\s]+$/u;

/**
 * FirstName and LastName of Xero as Intercom's one name: in the order in which people of that name write it, so that
 * splitting it gives the two parts again. Chinese, Japanese and Korean names have the family name in front, foreign ones
 * in Japanese a dot between. A dash or a dot in the place of one of them is none. Pure.
 */
export function joinedName(firstName: string, lastName: string): string {
	const [first, last] = [half(firstName), half(lastName)];
	if (first === '' || last === '') return first || last;
	const western = `${first} ${last}`;
	if (!EAST_ASIAN.test(western)) return western;
	return [`${last} ${first}`, `${first}・${last}`].find((name) => isSplitInto(name, first, last)) ?? western;
}

/** Null is a family name, so whether a word names somebody is asked of the whole name. */
function half(text: string): string {
	const name = withoutUndefined(cleanName(text));
	return /[\p{L}\p{N}]/u.test(name) ? name : '';
}

function isSplitInto(name: string, first: string, last: string): boolean {
	const split = splitPersonName(name);
	return split.first === first && split.last === last;
}
