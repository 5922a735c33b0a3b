import type { LeftBy } from '../events/carried';
import type { FromXero, Settlement } from '../events/settlement';
import type { Carried } from './carriedKey';
import type { ItemReader } from './itemReader';

/** What every settlement says of its record, whatever became of it. Pure. */
export function aboutRecord({ kind, id, token, segments, url, callsLeft, left, xeroChangedAt, balance }: Carried): Pick<Settlement, 'subject' | 'token' | 'segments' | 'intercomUrl' | 'callsLeft' | 'fromXero'> {
	const fromXero: FromXero | null = isFromXero(left) ? { toldAt: xeroChangedAt ?? 0, askedIntercom: left.startsWith('intercom.'), ...(balance !== undefined && { balance }) } : null;
	return { subject: { kind, id }, token, ...(segments !== undefined && { segments }), ...(url && { intercomUrl: url }), ...(callsLeft !== undefined && { callsLeft }), ...(fromXero && { fromXero }) };
}

const FROM_XERO = /^(xero|back|intercom)\.|^trigger\.changedInXero$/;

/** Whether an item that left there was on its way from Xero to Intercom. Pure. */
export function isFromXero(left: LeftBy): boolean {
	return FROM_XERO.test(left);
}

/** An item that speaks of another record than its ledger key was mixed up on the way: what it says must not be kept. */
export function mustBeOf({ kind, id }: Pick<Carried, 'kind' | 'id'>, read: ItemReader, field: string, found: string): void {
	if (found !== '' && found.toLowerCase() !== id.toLowerCase()) read.fault(field, `is ${found.slice(0, 60)}, but the item carries the ledger's row of ${kind} ${id}`);
}

/** What was written is of another organisation than the ledger's: it must not be kept as the state of its record. */
export function mustBeOfOrganisation({ organisationId }: Pick<Carried, 'organisationId'>, read: ItemReader, found: string, node: string): void {
	if (organisationId !== '' && found.trim().toLowerCase() !== organisationId.toLowerCase()) read.fault('organisationId', `is ${found}, but the ledger is of the Xero organisation ${organisationId}: choose that one in ${node}`);
}
