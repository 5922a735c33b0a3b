import type { XeroContact } from '../../xero/contact';
import { isOwnNumber } from '../identity/identify';
import { firstFreeName, nameCandidates, sameName, splitOurSuffix, withSuffix } from '../record/contactName';
import { isNamed } from '../record/givenName';
import type { MappedRecord } from '../record/record';
import { mayWrite, ruleFor } from '../record/rules';
import type { PartialPlan } from './planText';

export interface NamePlan extends PartialPlan {
	/** The name that another contact has and that nothing may be added to. */
	taken?: string;
}

/**
 * Plans Name, FirstName and LastName of an update. A name is replaced only where it is ours: what we wrote last,
 * Xero's own FirstName + LastName, or the email under which the contact was created for want of a name. `Acme Pty Ltd` with Jane's email never becomes `Jane Doe`, and what an accountant
 * renamed stays renamed. Pure.
 * @param isTaken whether another active contact has that name
 * @param maySuffix whether a taken name may get a suffix; otherwise it is `taken`, for a person to decide
 * @returns undefined Name in the body where it is kept; the notes say why
 */
export function planName(record: MappedRecord, current: XeroContact, isTaken: (name: string) => boolean, maySuffix = true): NamePlan {
	const plan: NamePlan = { body: {}, changes: [], notes: [] };
	const desired = record.xero.Name ?? '';
	const present = current.Name ?? '';
	const { base, suffix } = splitOurSuffix(present, record, current);
	const ours = isOurs(base, present, record, current);
	const differs = desired !== '' && !isNamed(desired, { present, base, suffix });
	if (record.role === 'lead') {
		if (differs) plan.notes.push('Name kept: a lead types its own name.');
		return plan;
	}
	if (differs && ours) rename(plan, record, current, suffix, isTaken, maySuffix);
	if (differs && !ours) {
		plan.notes.push(`Name kept: "${present}" in Xero was not written by this sync (Intercom has "${desired}").`);
	}
	if (ours || !differs) planPersonNames(plan, record, current);
	return plan;
}

function isOurs(base: string, present: string, record: MappedRecord, current: XeroContact): boolean {
	const lastWritten = record.lastSync?.values.Name;
	if (lastWritten && sameName(present, lastWritten)) return true;
	const own = [current.FirstName, current.LastName].filter(Boolean).join(' ');
	return (own !== '' && sameName(base, own)) || isNamedByEmail(base, record, current);
}

/** A person who had no name in Intercom was created under the email, and nobody but the sync names a contact of its number so. */
function isNamedByEmail(base: string, record: MappedRecord, { ContactNumber, EmailAddress = '' }: XeroContact): boolean {
	if (record.kind !== 'person' || !isOwnNumber(ContactNumber, record)) return false;
	return [EmailAddress, record.match.email ?? ''].some((email) => email !== '' && sameName(base, email));
}

function rename(
	plan: NamePlan,
	record: MappedRecord,
	current: XeroContact,
	suffix: string,
	isTaken: (name: string) => boolean,
	maySuffix: boolean,
): void {
	const desired = record.xero.Name!;
	if (!mayWrite(ruleFor(record, 'Name'), false, !current.Name)) return;
	const kept = suffix === '' ? [] : [withSuffix(desired, suffix)];
	const name = firstFreeName([...kept, ...(maySuffix ? nameCandidates(desired, record) : [desired])], isTaken);
	if (name === undefined && !maySuffix) {
		plan.taken = desired;
		return;
	}
	if (name === undefined) {
		plan.notes.push(`Name kept: "${desired}" and its variants already belong to other contacts.`);
		return;
	}
	plan.body.Name = name;
	plan.changes.push({ field: 'Name', before: current.Name ?? '', after: name });
}

function planPersonNames(plan: PartialPlan, record: MappedRecord, current: XeroContact): void {
	for (const field of ['FirstName', 'LastName'] as const) {
		const desired = record.xero[field];
		const present = current[field] ?? '';
		if (desired === undefined || desired.trim() === present.trim()) continue;
		if (!mayWrite(ruleFor(record, field), desired === '', present === '')) continue;
		plan.body[field] = desired;
		plan.changes.push({ field, before: present, after: desired });
	}
}
