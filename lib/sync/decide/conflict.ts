import type { XeroContact } from '../../xero/contact';
import { xeroTime } from '../../xero/contactDirectory';
import type { Plan } from '../plan/plan';
import type { ContactBody } from '../record/createdFields';
import { peopleText } from '../plan/planPeople';
import { addressText, phoneText } from '../plan/planSlots';
import { PERSON_NAMES } from '../record/givenName';
import type { Change } from '../record/outcome';
import type { MappedRecord } from '../record/record';

/** What happens to a field that was changed in Xero since the last sync, when Intercom wants to write it. */
export type ConflictPolicy = 'intercomWins' | 'xeroWins' | 'newestWins' | 'review';

type Update = Extract<Plan, { kind: 'update' }>;
type Settled = Extract<Plan, { kind: 'update' | 'unchanged' }> | { kind: 'changedInXero' };

/**
 * Applies the policy to a planned update. A conflict is a contact that changed in Xero after the last sync, and in it
 * each field that no longer holds what that sync left; without a last sync nobody can tell, so every differing field
 * counts where the newest is to win.
 * @returns the update (perhaps smaller), nothing left to write, or a question for a person. Pure.
 */
export function settleConflict(plan: Update, record: MappedRecord, policy: ConflictPolicy): Settled {
	if (policy === 'intercomWins') return plan;
	const edited = withWholeName(plan.changes, plan.changes.filter((change) => wasEditedInXero(change, plan.contact, record, policy)));
	if (edited.length === 0) return plan;
	if (policy === 'review' || (policy === 'newestWins' && !record.lastSync)) return { kind: 'changedInXero' };
	if (policy === 'newestWins' && xeroTime(plan.contact.UpdatedDateUTC) <= record.source.updatedAt * 1_000) return plan;
	return withoutFields(plan, edited);
}

/** Name and person move together: where one of them was edited, none is written. */
function withWholeName(changes: readonly Change[], edited: readonly Change[]): readonly Change[] {
	const isOfName = ({ field }: Change) => NAMES.includes(field);
	return edited.some(isOfName) ? changes.filter((change) => isOfName(change) || edited.includes(change)) : edited;
}

const NAMES: readonly string[] = ['Name', ...PERSON_NAMES];

/** Our own ContactNumber is no value of Intercom's and never in conflict. */
function wasEditedInXero(change: Change, contact: XeroContact, record: MappedRecord, policy: ConflictPolicy): boolean {
	if (change.field === 'ContactNumber') return false;
	const { lastSync } = record;
	if (!lastSync) return policy === 'newestWins' && change.before !== '';
	if (xeroTime(contact.UpdatedDateUTC) <= lastSync.xeroUpdatedAt) return false;
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

function withoutFields(plan: Update, dropped: readonly Change[]): Settled {
	const fields = new Set(dropped.map((change) => change.field));
	const changes = plan.changes.filter((change) => !fields.has(change.field));
	const notes = [...plan.notes, ...dropped.map((change) => `${change.field} kept: it was changed in Xero since the last sync.`)];
	if (changes.length === 0) return { kind: 'unchanged', contact: plan.contact, reason: 'xeroWins', notes };
	return { ...plan, body: bodyWithout(plan.body, fields), changes, notes };
}

function bodyWithout<B extends ContactBody>(body: B, fields: ReadonlySet<string>): B {
	const kept = Object.fromEntries(Object.entries(body).filter(([field]) => !fields.has(field))) as B;
	if (body.Phones) kept.Phones = body.Phones.filter((phone) => !fields.has(`Phones.${phone.PhoneType}`));
	if (body.Addresses) kept.Addresses = body.Addresses.filter((address) => !fields.has(`Addresses.${address.AddressType}`));
	if (kept.Phones?.length === 0) delete kept.Phones;
	if (kept.Addresses?.length === 0) delete kept.Addresses;
	return kept;
}
