import { withoutAccents } from '../../xero/directory/keyIndex';
import { registeredName } from './companyDomain';

/** Legal forms and little words: they tell no two companies apart. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
	'pty ltd limited proprietary inc incorporated llc llp lp plc gmbh mbh ag kg ug ohg co company corp corporation sa sarl sas srl spa bv nv as aps ab oy oyj pte sdn bhd ulc pc the and of'.split(' '),
);

/**
 * Whether two names at one domain are one company's: the same words, or the same ones beside those that the domain
 * holds already. What only the domain's words have in common is what all branches of a chain have: `Harbour Realty
 * Kensington` and `Harbour Realty Bondi` at harbourrealty.com.au are two, and so is `Harbour Realty`. Pure.
 */
export function isSameCompany(name: string, other: string, domain: string): boolean {
	const [words, others] = [wordsOf(name), wordsOf(other)];
	if (words.size === 0 || others.size === 0) return name.trim().toLowerCase() === other.trim().toLowerCase();
	if (areEqual(words, others)) return true;
	const site = withoutAccents(registeredName(domain));
	const [own, theirs] = [words, others].map((all) => new Set([...all].filter((word) => !site.includes(word)))) as [Set<string>, Set<string>];
	return areEqual(own, theirs) && (own.size > 0 || [...words].some((word) => others.has(word)));
}

/** The words of a name without legal forms, case, accents and punctuation; `&` is a little word. */
function wordsOf(name: string): Set<string> {
	const plain = withoutAccents(name.toLowerCase()).replace(/['’.]/g, '');
	return new Set(plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !LEGAL_FORMS.has(word)));
}

function areEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	return a.size === b.size && [...a].every((word) => b.has(word));
}
