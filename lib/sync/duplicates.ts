import type { MappedRecord } from './record';

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

/**
 * For records with one Intercom id, the newest state of it; every other record stands for itself.
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
 * Who goes first among records that share an email.
 * @param bySeniority each Intercom record once, in the order of {@link compareSeniority}
 * @returns email (lower case) to Intercom id
 */
export function seniorsOf(bySeniority: readonly MappedRecord[]): Map<string, string> {
	const seniors = new Map<string, string>();
	for (const record of bySeniority) {
		const email = record.match.email?.toLowerCase();
		if (email && !seniors.has(email)) seniors.set(email, record.intercomId);
	}
	return seniors;
}
