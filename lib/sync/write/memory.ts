import type { MappedRecord } from '../record/record';
import { isSameItem, sourceOrder, type WrittenState } from '../record/sourceOrder';

/** What this process wrote for a record a short while ago. */
export interface Written extends WrittenState {
	fingerprint: string;
	xeroContactId: string;
	/** Epoch ms. */
	xeroUpdatedAt: number;
	/** Whether the Intercom record already carried the reference to that contact. */
	hadReference: boolean;
}

const MAX_RECORDS = 10_000;
const MAX_AGE_MS = 10 * 60_000;

/**
 * The last writes of this process, bounded in number and age. It saves calls for the notifications that follow a
 * write of our own; it is no state: another worker may have written since, so only two cases are taken as settled.
 */
export class SyncMemory {
	private readonly written = new Map<string, Written>();
	private readonly debts = new Map<string, readonly string[]>();
	private readonly stops = new Map<string, readonly string[]>();

	remember(organisationId: string, record: MappedRecord, written: Written): void {
		const key = keyOf(organisationId, record.intercomId);
		this.stops.delete(key);
		this.written.delete(key);
		this.written.set(key, written);
		const oldest = this.written.size > MAX_RECORDS ? this.written.keys().next().value : undefined;
		if (oldest !== undefined) this.written.delete(oldest);
	}

	recall(organisationId: string, intercomId: string, now: number): Written | undefined {
		const found = this.written.get(keyOf(organisationId, intercomId));
		return found && now - found.at <= MAX_AGE_MS ? found : undefined;
	}

	/** Xero's contact is not what was written any more, and this process knows it. */
	forget(organisationId: string, intercomId: string): void {
		this.written.delete(keyOf(organisationId, intercomId));
	}

	/** Keeps in mind that a written record still has work to be done, and the notes it is to get, in their words. */
	owe(organisationId: string, intercomId: string, notes: readonly string[]): void {
		this.debts.set(keyOf(organisationId, intercomId), notes);
		const oldest = this.debts.size > MAX_RECORDS ? this.debts.keys().next().value : undefined;
		if (oldest !== undefined) this.debts.delete(oldest);
	}

	/** The notes still owed to a record; undefined where nothing is left to do for it. */
	owed(organisationId: string, intercomId: string): readonly string[] | undefined {
		return this.debts.get(keyOf(organisationId, intercomId));
	}

	/** Keeps in mind which changes of a record wait for a person, see isStopped. */
	stop(organisationId: string, intercomId: string, changes: readonly string[]): void {
		this.stops.set(keyOf(organisationId, intercomId), changes);
		const oldest = this.stops.size > MAX_RECORDS ? this.stops.keys().next().value : undefined;
		if (oldest !== undefined) this.stops.delete(oldest);
	}

	stopped(organisationId: string, intercomId: string): readonly string[] | undefined {
		return this.stops.get(keyOf(organisationId, intercomId));
	}

	paid(organisationId: string, intercomId: string): void {
		this.debts.delete(keyOf(organisationId, intercomId));
	}
}

/**
 * Why the record need not be written again, if so: it is an older state than the one written, the same state (one
 * change fires several notifications), or the echo of the reference that was stored on it afterwards. An equal
 * fingerprint alone does not settle it, because the value may have gone from A to B and back to A in another worker; nor
 * does an equal state where the last sync shows that another worker wrote after us. `readAgain`: two states of one second,
 * see sourceOrder. Pure.
 */
export function whyNotAgain(record: MappedRecord, written: Written): 'olderThanLastWritten' | 'justWritten' | 'readAgain' | undefined {
	const order = sourceOrder(record, written);
	if (order === 'older') return 'olderThanLastWritten';
	if (order === 'unclear') return 'readAgain';
	if (record.fingerprint !== written.fingerprint || wroteAfterUs(record, written)) return undefined;
	const echoOfReference = !written.hadReference && record.match.contactId === written.xeroContactId;
	return order === 'same' || echoOfReference ? 'justWritten' : undefined;
}

/** Another worker, or somebody in Xero whose change went to Intercom; the latter leaves no fingerprint. */
function wroteAfterUs({ lastSync }: MappedRecord, written: Written): boolean {
	return lastSync !== undefined && lastSync.fingerprint !== written.fingerprint && lastSync.xeroUpdatedAt > written.xeroUpdatedAt;
}

/** Whether Xero holds another state of the very item than its last sync says, as far as this process knows. Pure. */
export function wroteOtherwise(record: MappedRecord, written: Written): boolean {
	return isSameItem(record, written) && written.fingerprint !== record.fingerprint;
}

function keyOf(organisationId: string, intercomId: string): string {
	return `${organisationId} ${intercomId}`;
}
