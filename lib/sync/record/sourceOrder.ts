import { isEqual, omit } from 'es-toolkit';
import type { MappedRecord } from './record';

/** What was written of a record last. */
export interface WrittenState {
	/** Epoch seconds of the Intercom record. */
	sourceUpdatedAt: number;
	fingerprint?: string;
	/** Epoch ms of the write. */
	at: number;
	/** Of a company: through whom of its staff it was written, and their last change (epoch seconds). */
	staff?: MappedRecord['staff'];
	/** What was written, where that is kept. */
	xero?: MappedRecord['xero'];
}

/** How far the clocks of two workers, or ours and Xero's, may be apart. */
const SKEW_MS = 5_000;

/** A write that lies so far behind the reading has a time that nobody can go by (demo companies). */
const UNBELIEVABLE_MS = 3_600_000;

/** What an item of a company says of the person it comes by, not of the company: its staff, and who of them reads its mail. */
const OF_A_PERSON = ['ContactPersons', 'EmailAddress', 'FirstName', 'LastName'] as const;

/**
 * Which of two states of a record is newer: the one that is to be written, or the one written last. Intercom's times have
 * whole seconds: of two states of one second the one is newer that was read after the other had been written. Where the two
 * are too close to tell, only reading the record again does. A record that does not say when it was read counts as newer.
 * A company comes by itself and by each of its staff: two items of the same person go by the person's time as well, and two
 * of different ones differ by the person; they are of different states only where they say different things of the company.
 * Pure.
 */
export function sourceOrder(record: MappedRecord, written: WrittenState): 'older' | 'same' | 'newer' | 'unclear' {
	const { source, fingerprint } = record;
	if (source.updatedAt !== written.sourceUpdatedAt) return source.updatedAt < written.sourceUpdatedAt ? 'older' : 'newer';
	if (written.fingerprint === undefined || fingerprint === written.fingerprint) return 'same';
	const person = orderOfStaff(record, written);
	if (person !== undefined) return person;
	if (source.readAt === undefined || written.at - source.readAt > UNBELIEVABLE_MS) return 'newer';
	return source.readAt > written.at + SKEW_MS ? 'newer' : 'unclear';
}

/** Whether what was written came of the same item: of the same person of a company's staff, or of none of them. Pure. */
export function isSameItem({ staff }: MappedRecord, written: WrittenState): boolean {
	return staff?.intercomId === written.staff?.intercomId;
}

function orderOfStaff(record: MappedRecord, written: WrittenState): 'older' | 'newer' | undefined {
	if (!isSameItem(record, written)) return written.xero !== undefined && saysTheSame(record.xero, written.xero) ? 'newer' : undefined;
	const [now, then] = [record.staff?.updatedAt, written.staff?.updatedAt];
	if (now === undefined || then === undefined || now === then) return undefined;
	return now < then ? 'older' : 'newer';
}

function saysTheSame(one: MappedRecord['xero'], other: MappedRecord['xero']): boolean {
	return isEqual(omit(one, OF_A_PERSON), omit(other, OF_A_PERSON));
}
