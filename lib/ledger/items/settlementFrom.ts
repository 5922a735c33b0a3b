import { isRecord } from '../../http/isRecord';
import type { LeftBy } from '../events/carried';
import type { Settlement } from '../events/settlement';
import { aboutRecord } from './about';
import { broughtBackFrom, notBroughtBackFrom, rejectedBackFrom, unreadInXeroFrom } from './backItem';
import { carriedKey, type Carried } from './carriedKey';
import { ItemReader } from './itemReader';
import { rejectedFrom, skippedFrom } from './mappingItem';
import { goneBehindFrom, goneFrom, readFailureFrom } from './readingItem';
import { previewedFrom } from './previewItem';
import { archivedFrom, removalFrom } from './removalItem';
import { referenceFailureFrom, reviewFrom, syncedFrom, writeFailureFrom } from './upsertItem';

/** How an item is read. */
export type ItemRead =
	/** What became of its record. */
	| { kind: 'settlement'; settlement: Settlement }
	/** Its record is known, and not what became of it: settled as a failure, so that it is tried again and told. */
	| { kind: 'unreadable'; settlement: Settlement; message: string; nextStep: string }
	/** Nobody can tell which record it is about; one that was claimed comes again when its execution or its lease ends. */
	| { kind: 'unknown'; message: string; nextStep: string };

/** Stable reason of a settlement made from an item that could not be read. */
export const ITEM_UNREADABLE = 'itemUnreadable';

type Reading = (read: ItemReader, carried: Carried, inTest: boolean) => Settlement;

/** By where an item left; what went no further than that has no reading. */
const READINGS: Readonly<Record<LeftBy, Reading | NotDone>> = {
	'trigger.due': 'notRead', 'trigger.gone': removalFrom,
	'profile.done': 'notMapped', 'profile.gone': goneFrom, 'profile.failed': readFailureFrom,
	'company.done': 'notMapped', 'company.gone': goneFrom, 'company.failed': readFailureFrom,
	'mapper.mapped': 'notSent', 'mapper.rejected': rejectedFrom, 'mapper.skipped': skippedFrom,
	'upsert.synced': syncedFrom, 'upsert.review': reviewFrom, 'upsert.failed': (read, carried) => writeFailureFrom(read, carried, 'write'),
	'archive.synced': archivedFrom, 'archive.review': reviewFrom, 'archive.failed': (read, carried) => writeFailureFrom(read, carried, 'remove'),
	'reference.done': syncedFrom, 'reference.gone': goneBehindFrom, 'reference.failed': referenceFailureFrom,
	'preview.synced': previewedFrom, 'preview.review': previewedFrom, 'preview.failed': previewedFrom,
	'trigger.changedInXero': 'notReadInXero', 'xero.read': 'notMappedBack', 'xero.missing': unreadInXeroFrom,
	'back.mapped': 'notBrought', 'back.rejected': rejectedBackFrom, 'back.skipped': skippedFrom,
	'intercom.synced': broughtBackFrom, 'intercom.review': reviewFrom, 'intercom.failed': notBroughtBackFrom,
	'account.synced': 'account', 'account.review': 'account', 'account.failed': 'account',
};

type NotDone = keyof typeof NOT_DONE;

/** Why an item that is well says nothing of an outcome, and what to do in the workflow. */
const NOT_DONE = {
	notRead: ['it came from Sync Ledger Trigger, and nothing was done with it', 'Connect Due to Intercom Contacts, and Settle to the outputs of the nodes behind it.'],
	notMapped: ['it was read, and neither mapped nor left out', 'Connect Done of Intercom Contacts to the mapper; whom not to sync is chosen there.'],
	notSent: ['it was mapped, and not sent to Xero', 'Connect Mapped to Xero Contact Upsert, and its three outputs to Settle.'],
	notReadInXero: ['it came from Sync Ledger Trigger as changed in Xero, and nothing was done with it', 'Connect Changed in Xero to Xero Contact Upsert (Get Contacts), and Settle to the outputs of the nodes behind it.'],
	notMappedBack: ['its contact was read in Xero, and not mapped', 'Connect the first output of Get Contacts to Xero to Intercom Mapper.'],
	notBrought: ['it was mapped for Intercom, and not sent there', 'Connect Mapped of Xero to Intercom Mapper to Intercom Contact Upsert, and its three outputs to Settle.'],
	account: ['it tells of an entry in the chart of accounts, not of a contact', 'Settle the items of the contact.'],
} as const;

/**
 * What became of the record of one item, as it left any node of ours. An item that cannot be read as that is never passed
 * over: its record is claimed, and nobody else will tell what became of it.
 * @param position from 0, for the words
 * @param ledger name of the ledger that is to be settled; '' or absent: any
 * @param inTest whether a test run read it
 * @returns Pure, never throws.
 */
export function settlementFrom(item: unknown, position: number, ledger = '', inTest = false): ItemRead {
	const key = carriedKey(item);
	if (!key.ok) return { kind: 'unknown', message: `Item ${position + 1} cannot be settled: ${key.message}. If its record was claimed, it is due again when its execution or its lease ends.`, nextStep: key.nextStep };
	const { carried } = key;
	if (ledger !== '' && carried.name !== '' && carried.name.trim().toLowerCase() !== ledger.toLowerCase()) {
		return { kind: 'unknown', message: `Item ${position + 1} cannot be settled: it is of the ledger "${carried.name}", and this node settles "${ledger}". Its record is due again when its execution or its lease ends.`, nextStep: 'Name the same ledger in all nodes of a workflow.' };
	}
	const json = isRecord(item) ? item : {};
	const read = new ItemReader(json);
	const reading = read.isTrue('preview') ? previewedFrom : READINGS[carried.left];
	if (typeof reading === 'string') return unreadable(carried, position, NOT_DONE[reading][0], NOT_DONE[reading][1]);
	const settlement = reading(read, carried, inTest);
	return read.faults.length === 0 ? { kind: 'settlement', settlement } : unreadable(carried, position, `its field ${read.faults.join('; ')}`, 'Connect Settle to the outputs of the nodes themselves, so that no other node changes their items.');
}

/** Behind the upsert something may have been written: looked up before anything is sent again. */
const MAY_HAVE_WRITTEN = /^(upsert|reference|archive|intercom)\./;
const STEPS: Readonly<Record<string, 'read' | 'map' | 'write' | 'remove'>> = { mapper: 'map', upsert: 'write', reference: 'write', account: 'write', archive: 'remove', back: 'map', intercom: 'write' };

function unreadable(carried: Carried, position: number, why: string, nextStep: string): ItemRead {
	const { left, kind, id } = carried;
	const message = `Item ${position + 1} (${kind} ${id}, from ${left}) cannot be settled: ${why}. The ${kind} is tried again by the schedule.`;
	const step = left === 'trigger.gone' ? 'remove' : (STEPS[left.split('.')[0] ?? ''] ?? 'read');
	const settlement: Settlement = {
		...aboutRecord(carried), outcome: 'failed', reason: ITEM_UNREADABLE, class: MAY_HAVE_WRITTEN.test(left) ? 'uncertain' : 'defect', message, nextStep, vendor: 'mapping', step, retryable: true, requestIds: [],
	};
	return { kind: 'unreadable', settlement, message, nextStep };
}
