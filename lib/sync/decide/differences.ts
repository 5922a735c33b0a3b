import type { XeroContact } from '../../xero/contact/contact';
import { planPeople } from '../plan/planPeople';
import { planSlots } from '../plan/planSlots';
import { planText } from '../plan/planText';
import { sameName, splitOurSuffix } from '../record/contactName';
import { isNamed, PERSON_NAMES, samePersonWords } from '../record/givenName';
import type { Change, Difference, Outcome, WhyKept } from '../record/outcome';
import type { FieldRule, MappedField, MappedRecord } from '../record/record';
import { ruleFor } from '../record/rules';
import { addressText } from '../record/slotText';
import { leftByLastSync } from './conflict';

type Bound = Extract<Outcome, { fingerprint: string }>;

/**
 * In what a bound record and its contact differed: what was changed, or would be, and what stays different by the rules, each
 * with the reason. What Intercom has no value for is no difference. Pure.
 * @param contact as Xero holds it now, after the write where there was one; undefined: nobody read it
 */
export function differencesOf(record: MappedRecord, outcome: Bound, contact: XeroContact | undefined): Difference[] {
	if (outcome.reason === 'wouldCreate' || outcome.outcome === 'created') return [];
	const { changes } = outcome;
	const left = contact === undefined ? [] : leftDifferent(record, contact).filter(({ field }) => !changes.some((change) => change.field === field));
	return [...referenceOf(record, outcome), ...changes.map((change) => differenceIn(record, change)), ...left.map((change) => ({ ...differenceIn(record, change), kept: whyKept(record, change.field) }))];
}

/** The reference on the Intercom record, where an earlier sync stored one that is not there any more, or that leads elsewhere. */
function referenceOf({ match, lastSync }: MappedRecord, { xeroContactId, organisationId }: Bound): Difference[] {
	const named = match.organisationId === organisationId ? (match.contactId ?? '') : '';
	if (lastSync === undefined || named === xeroContactId.toLowerCase()) return [];
	return [{ field: 'xero_contact_id', xero: xeroContactId, intercom: named, changedInXero: false }];
}

function differenceIn(record: MappedRecord, { field, before, after }: Change): Difference {
	return { field, xero: before, intercom: after, changedInXero: isChangedInXero(record, field, before) };
}

/** A number that an earlier sync set is the record's own, whatever it kept of the values. */
function isChangedInXero({ lastSync, intercomId }: MappedRecord, field: string, present: string): boolean {
	if (lastSync === undefined) return false;
	const left = field === 'ContactNumber' ? intercomId : leftByLastSync(field, lastSync.values);
	return left !== undefined && left.trim().toLowerCase() !== present.trim().toLowerCase();
}

/** What an update would still change if every mapped field were the sync's own. */
function leftDifferent(record: MappedRecord, contact: XeroContact): Change[] {
	const rules = Object.fromEntries(Object.keys(record.xero).map((field) => [field, OVERWRITE]));
	const ours: MappedRecord = { ...record, role: record.role === 'lead' ? 'user' : record.role, rules };
	const text = planText(ours, contact);
	return [...namesLeft(record, contact), ...text.changes, ...planSlots(ours, contact).changes, ...mixedAddresses(record, contact), ...planPeople(ours, contact, text.body.EmailAddress).changes];
}

const OVERWRITE: FieldRule = { update: 'always', clear: false };

function namesLeft(record: MappedRecord, contact: XeroContact): Change[] {
	const { Name: desired = '' } = record.xero;
	const present = contact.Name ?? '';
	const isOther = desired !== '' && !isNamed(desired, { present, ...splitOurSuffix(present, record, contact) });
	const name = isOther ? [{ field: 'Name', before: present, after: desired }] : [];
	if (samePersonWords(record.xero, contact)) return name;
	const person = PERSON_NAMES.flatMap((field): Change[] => {
		const [wanted = '', has = ''] = [record.xero[field], contact[field]];
		return wanted === '' || sameName(wanted, has) ? [] : [{ field, before: has, after: wanted }];
	});
	return [...name, ...person];
}

/** Those that no update touches, because Xero has parts of them that nobody maps. */
function mixedAddresses({ xero }: MappedRecord, { Addresses = [] }: XeroContact): Change[] {
	return (xero.Addresses ?? []).flatMap((desired): Change[] => {
		const present = Addresses.find(({ AddressType }) => AddressType === desired.AddressType);
		const isMixed = Object.entries(present ?? {}).some(([part, value]) => Boolean(value) && desired[part as keyof typeof desired] === undefined);
		const [before, after] = [addressText(present), addressText(desired)];
		return isMixed && after !== '' && before !== after ? [{ field: `Addresses.${desired.AddressType}`, before, after }] : [];
	});
}

function whyKept(record: MappedRecord, field: string): WhyKept {
	const { update } = ruleFor(record, field.split('.')[0] as MappedField);
	if (update === 'onCreate' || update === 'ifEmpty') return update;
	const isName = field === 'Name' || PERSON_NAMES.some((name) => name === field);
	if (record.role === 'lead' && (isName || field === 'EmailAddress')) return 'lead';
	return isName ? 'notOurs' : 'byRule';
}
