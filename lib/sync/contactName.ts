import { MAX_NAME_CHARS } from '../xero/limits';
import type { XeroContact } from '../xero/contact';
import type { MappedRecord } from './record';

/** What distinguishes namesakes, best first. */
function suffixTexts(record: MappedRecord): string[] {
	return [record.match.company, record.match.email, record.intercomId.slice(-6)].filter(
		(text): text is string => text !== undefined && text !== '' && text.toLowerCase() !== record.match.name.toLowerCase(),
	);
}

/**
 * Names to try for a record, in order: the name itself, then with the company, the email, six characters of the id.
 * Xero wants names unique among active contacts, 255 characters at most.
 */
export function nameCandidates(baseName: string, record: MappedRecord): string[] {
	return [baseName, ...suffixTexts(record).map((text) => withSuffix(baseName, text))];
}

function withSuffix(baseName: string, text: string): string {
	const suffix = ` (${text.replace(/[<>]/g, '').slice(0, 100)})`;
	return `${baseName.slice(0, MAX_NAME_CHARS - suffix.length).trimEnd()}${suffix}`;
}

/** A present name taken apart: the part a person knows, and the suffix if it is one of ours. */
export function splitOurSuffix(name: string, record: MappedRecord, current: XeroContact): { base: string; suffix: string } {
	const texts = [...suffixTexts(record), current.EmailAddress ?? '', ...record.previousIds.map((id) => id.slice(-6))];
	for (const text of texts) {
		const suffix = ` (${text.replace(/[<>]/g, '').slice(0, 100)})`;
		if (text !== '' && name.toLowerCase().endsWith(suffix.toLowerCase())) {
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
