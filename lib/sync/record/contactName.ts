import type { XeroContact } from '../../xero/contact/contact';
import { MAX_NAME_CHARS } from '../../xero/pace/limits';
import type { MappedRecord } from './record';

const MAX_SUFFIX_CHARS = 100;

/** What distinguishes namesakes, best first. */
function suffixTexts(record: MappedRecord): string[] {
	const texts = [record.match.company, record.match.email, record.intercomId.slice(-6)];
	return texts.filter((text): text is string => text !== undefined && !sameName(text, record.match.name));
}

/**
 * Names to try for a record, in order and each once: the name itself, then with the company, the email, six characters
 * of the id. Xero wants names unique among active contacts, 255 characters at most.
 */
export function nameCandidates(baseName: string, record: MappedRecord): string[] {
	const names = [baseName, ...suffixTexts(record).map((text) => withSuffix(baseName, suffixOf(text)))];
	return names.filter((name, position) => names.findIndex((other) => sameName(other, name)) === position);
}

/** The name with a suffix behind it, cut so that both fit. */
export function withSuffix(baseName: string, suffix: string): string {
	return `${clipped(baseName, MAX_NAME_CHARS - suffix.length)}${suffix}`;
}

/** ` (Acme)`; Xero takes neither angle brackets nor repeated blanks. `''` where nothing is left. */
function suffixOf(text: string): string {
	const clean = clipped(text.replace(/[<>]/g, '').replace(/\s+/g, ' ').trim(), MAX_SUFFIX_CHARS);
	return clean === '' ? '' : ` (${clean})`;
}

/** At most so many UTF-16 units, no half of a character at the end. */
function clipped(text: string, maxChars: number): string {
	const cut = text.slice(0, maxChars);
	return (text.length > maxChars ? cut.replace(/[\uD800-\uDBFF]$/, '') : cut).trimEnd();
}

/** A present name taken apart: the part a person knows, and the suffix if it is one of ours. */
export function splitOurSuffix(name: string, record: MappedRecord, current: XeroContact): { base: string; suffix: string } {
	const texts = [...suffixTexts(record), current.EmailAddress ?? '', ...record.previousIds.map((id) => id.slice(-6))];
	for (const suffix of texts.map(suffixOf)) {
		if (suffix !== '' && name.toLowerCase().endsWith(suffix.toLowerCase())) {
			return { base: name.slice(0, name.length - suffix.length), suffix: name.slice(name.length - suffix.length) };
		}
	}
	return { base: name, suffix: '' };
}

/** The first candidate nobody holds, or undefined when all are taken. */
export function firstFreeName(candidates: readonly string[], isTaken: (name: string) => boolean): string | undefined {
	return candidates.find((name) => !isTaken(name));
}

/** Names as Xero compares them: without case, single blanks. */
export function sameName(a: string, b: string): boolean {
	return foldName(a) === foldName(b);
}

export function foldName(name: string): string {
	return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
