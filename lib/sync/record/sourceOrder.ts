import type { MappedRecord } from './record';

/** What was written of a record last. */
export interface WrittenState {
	/** Epoch seconds of the Intercom record. */
	sourceUpdatedAt: number;
	fingerprint?: string;
	/** Epoch ms of the write. */
	at: number;
}

/** How far the clocks of two workers, or ours and Xero's, may be apart. */
const SKEW_MS = 5_000;

/** A write that lies so far behind the reading has a time that nobody can go by (demo companies). */
const UNBELIEVABLE_MS = 3_600_000;

/**
 * Which of two states of a record is newer: the one that is to be written, or the one written last. Intercom's times have
 * whole seconds: of two states of one second the one is newer that was read after the other had been written. Where the two
 * are too close to tell, only reading the record again does. A record that does not say when it was read counts as newer.
 * Pure.
 */
export function sourceOrder({ source, fingerprint }: MappedRecord, written: WrittenState): 'older' | 'same' | 'newer' | 'unclear' {
	if (source.updatedAt !== written.sourceUpdatedAt) return source.updatedAt < written.sourceUpdatedAt ? 'older' : 'newer';
	if (written.fingerprint === undefined || fingerprint === written.fingerprint) return 'same';
	if (source.readAt === undefined || written.at - source.readAt > UNBELIEVABLE_MS) return 'newer';
	return source.readAt > written.at + SKEW_MS ? 'newer' : 'unclear';
}
