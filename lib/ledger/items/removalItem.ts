import type { Settlement } from '../events/settlement';
import { aboutRecord, mustBeOf } from './about';
import type { Carried } from './carriedKey';
import type { ItemReader } from './itemReader';

type Removed = Extract<Settlement, { outcome: 'removed' }>;

/** A removal that came from the trigger straight to Settle: done where the policy is to leave Xero as it is, or to tell. */
export function removalFrom(read: ItemReader, carried: Carried): Removed {
	const did: Readonly<Record<string, Removed['did']>> = { leave: 'left', tell: 'told' };
	const done = did[carried.policy ?? ''];
	if (done === undefined) {
		read.fault('ledger.policy', `is ${carried.policy ?? 'missing'}, and nobody followed it: connect Gone to Xero Contact Upsert (Archive Contact), and that to Settle`);
	}
	return { ...aboutRecord(carried), outcome: 'removed', did: done ?? 'nothingToDo', reason: carried.goneReason ?? 'gone', requestIds: [] };
}

const DID: Readonly<Record<string, Removed['did']>> = { archived: 'archived', noted: 'noted', notFound: 'nothingToDo', alreadyArchived: 'nothingToDo', alreadyNoted: 'nothingToDo' };

/** The policy was followed in Xero: an item of Synced of Archive Contact. */
export function archivedFrom(read: ItemReader, carried: Carried): Removed {
	mustBeOf(carried, read, 'intercomId', read.filled('intercomId'));
	const reason = read.filled('reason');
	const did = DID[reason];
	if (did === undefined && reason !== '') read.fault('reason', `is ${reason.slice(0, 60)}, which Archive Contact does not say`);
	const xeroContactId = read.text('xeroContactId');
	return { ...aboutRecord(carried), outcome: 'removed', did: did ?? 'nothingToDo', reason, requestIds: read.texts('requestIds'), ...(xeroContactId !== '' && { xeroContactId }) };
}
