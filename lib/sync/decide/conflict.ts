import { xeroTime } from '../../xero/contact/xeroTime';
import type { Plan } from '../plan/plan';
import { peopleText } from '../plan/planPeople';
import { flowingSides } from '../record/flowing';
import { PERSON_NAMES } from '../record/givenName';
import type { Change } from '../record/outcome';
import type { MappedRecord } from '../record/record';
import { addressText, phoneText } from '../record/slotText';
import { without } from './leaveOut';

/** What happens to a field that was changed in Xero since the last sync, when Intercom wants to write it. */
export type ConflictPolicy = 'intercomWins' | 'xeroWins' | 'newestWins' | 'review';

type Update = Extract<Plan, { kind: 'update' }>;
type Settled = Extract<Plan, { kind: 'update' | 'unchanged' }> | { kind: 'changedInXero' };

/**
 * Applies the policy to a planned update. In conflict is each field that no longer holds what both sides agreed on last;
 * without a last sync nobody can tell, so every differing field counts where the newest is to win. What flows both ways and
 * was agreed on is settled before, see bothWays.ts.
 * @returns the update (perhaps smaller), nothing left to write, or a question for a person. Pure.
 */
export function settleConflict(plan: Update, record: MappedRecord, policy: ConflictPolicy): Settled {
	if (policy === 'intercomWins') return plan;
	const settled = flowingSides(record, plan.contact).flatMap(({ changes, values }) => (values.base === undefined ? [] : changes));
	const edited = plan.changes.filter((change) => !settled.includes(change.field) && wasEditedInXero(change, record, policy));
	if (edited.length === 0) return plan;
	if (policy === 'review' || (policy === 'newestWins' && !record.lastSync)) return { kind: 'changedInXero' };
	const isIntercomNewer = policy === 'newestWins' && xeroTime(plan.contact.UpdatedDateUTC) <= record.source.updatedAt * 1_000;
	// What Intercom holds as the last sync left it was changed in Xero alone, however often Intercom changed elsewhere since.
	const kept = withWholeName(plan.changes, isIntercomNewer ? edited.filter(({ field, after }) => leftByLastSync(field, record.lastSync!.values)?.trim() === after.trim()) : edited);
	return kept.length === 0 ? plan : without(plan, kept, ({ field }) => `${field} kept: it was changed in Xero since the last sync.`);
}

/** Name and person move together: where one of them was edited, none is written. */
function withWholeName(changes: readonly Change[], edited: readonly Change[]): readonly Change[] {
	const isOfName = ({ field }: Change) => NAMES.includes(field);
	return edited.some(isOfName) ? changes.filter((change) => isOfName(change) || edited.includes(change)) : edited;
}

const NAMES: readonly string[] = ['Name', ...PERSON_NAMES];

/** Our own ContactNumber is no value of Intercom's and never in conflict. */
function wasEditedInXero(change: Change, record: MappedRecord, policy: ConflictPolicy): boolean {
	if (change.field === 'ContactNumber') return false;
	const { lastSync } = record;
	if (!lastSync) return policy === 'newestWins' && change.before !== '';
	const left = leftByLastSync(change.field, lastSync.values);
	return left === undefined || left.trim() !== change.before.trim();
}

/** The value the last sync left in a field, written as changes write it; undefined: it left none, or nobody knows. Pure. */
export function leftByLastSync(field: string, values: NonNullable<MappedRecord['lastSync']>['values']): string | undefined {
	const [name, slot] = field.split('.');
	const phone = values.Phones?.find((one) => one.PhoneType === slot);
	if (name === 'Phones') return phone && phoneText(phone);
	const address = values.Addresses?.find((one) => one.AddressType === slot);
	if (name === 'Addresses') return address && addressText(address);
	if (name === 'ContactPersons') return values.ContactPersons && peopleText(values.ContactPersons);
	const value = (values as Record<string, unknown>)[name!];
	return typeof value === 'string' ? value : undefined;
}
