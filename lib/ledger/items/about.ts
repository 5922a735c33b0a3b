import type { Settlement } from '../events/settlement';
import type { Carried } from './carriedKey';
import type { ItemReader } from './itemReader';

/** What every settlement says of its record, whatever became of it. Pure. */
export function aboutRecord({ kind, id, token, segments, url, callsLeft }: Carried): Pick<Settlement, 'subject' | 'token' | 'segments' | 'intercomUrl' | 'callsLeft'> {
	return { subject: { kind, id }, token, ...(segments !== undefined && { segments }), ...(url && { intercomUrl: url }), ...(callsLeft !== undefined && { callsLeft }) };
}

/** An item that speaks of another record than its ledger key was mixed up on the way: what it says must not be kept. */
export function mustBeOf({ kind, id }: Pick<Carried, 'kind' | 'id'>, read: ItemReader, field: string, found: string): void {
	if (found !== '' && found.toLowerCase() !== id.toLowerCase()) read.fault(field, `is ${found.slice(0, 60)}, but the item carries the ledger's row of ${kind} ${id}`);
}
