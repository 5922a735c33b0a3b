import type { MappedRecord } from '../record/record';
import { isCompanyDomain } from './companyDomain';

/**
 * Orders Intercom records that share an email: users before leads (a visitor may have typed it), then the oldest,
 * then by id, so that the result never depends on the order they arrived in.
 */
export function compareSeniority(a: MappedRecord, b: MappedRecord): number {
	return (
		Number(a.role === 'lead') - Number(b.role === 'lead') ||
		a.source.createdAt - b.source.createdAt ||
		(a.intercomId < b.intercomId ? -1 : Number(a.intercomId > b.intercomId))
	);
}

/** In which order records are decided: what a person decided goes first, so that nobody takes that contact before. */
export function compareTurns(a: MappedRecord, b: MappedRecord): number {
	return Number(a.decision === undefined) - Number(b.decision === undefined) || compareSeniority(a, b);
}

/**
 * For records with one Intercom id, the newest state of it; every other record stands for itself. Several people of
 * one company are not lost: see {@link mergeOrganisation}.
 * @returns for each input position the position of the record that is written for it
 */
export function collapseSameRecord(records: readonly MappedRecord[]): number[] {
	const newest = new Map<string, number>();
	records.forEach((record, position) => {
		const present = newest.get(record.intercomId);
		if (present === undefined || records[present]!.source.updatedAt <= record.source.updatedAt) {
			newest.set(record.intercomId, position);
		}
	});
	return records.map((record) => newest.get(record.intercomId)!);
}

/**
 * Who goes first among records that share an email, and among companies that share an ABN or a domain.
 * @param bySeniority each Intercom record once, in the order of {@link compareSeniority}
 * @returns key (see {@link seniorKeys}) to Intercom id
 */
export function seniorsOf(bySeniority: readonly MappedRecord[]): Map<string, string> {
	const seniors = new Map<string, string>();
	for (const record of bySeniority) {
		for (const key of seniorKeys(record)) {
			if (!seniors.has(key)) seniors.set(key, record.intercomId);
		}
	}
	return seniors;
}

/** The record that goes before this one by one of its keys, if any. Pure. */
export function seniorTo(record: MappedRecord, seniors: ReadonlyMap<string, string>): string | undefined {
	return seniorKeys(record)
		.map((key) => seniors.get(key))
		.find((id) => id !== undefined && id !== record.intercomId);
}

/**
 * A person and a company without an ABN go by email and domain; where a company has an ABN, another ABN is another
 * company, so its email and domain count together with it.
 */
function seniorKeys({ kind, match }: MappedRecord): string[] {
	const email = match.email?.toLowerCase();
	const { domain = '' } = match;
	if (kind === 'person' || !match.taxNumber) {
		const site = kind === 'organisation' && isCompanyDomain(domain) ? [`domain ${domain}`] : [];
		return [...(email ? [email] : []), ...site];
	}
	return [`abn ${match.taxNumber}`];
}
