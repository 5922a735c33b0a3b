import type { XeroContact } from '../../xero/contact/contact';
import { isOwnNumber } from '../identity/numberOwner';
import { firstFreeName, nameCandidates, sameName, splitOurSuffix, withSuffix } from '../record/contactName';
import { isLastWritten, isNamed, PERSON_NAMES, samePersonWords } from '../record/givenName';
import { flowingName, flowOfSide, type FlowingSide } from '../record/flowing';
import type { MappedRecord } from '../record/record';
import { mayWrite, ruleFor } from '../record/rules';
import type { PartialPlan } from './planText';

export interface NamePlan extends PartialPlan {
	/** The name that another contact has and that nothing may be added to. */
	taken?: string;
}

/**
 * Plans Name, FirstName and LastName of an update, which move together. They are replaced only where they are ours: what
 * we wrote last, or a Name that is Xero's own FirstName + LastName, or the email that stands in for a name. `Acme Pty Ltd`
 * with Jane's email never becomes `Jane Doe`, what an accountant renamed stays renamed, and the primary person whom an
 * accountant typed stays, also where the Name happens to be ours. The person of an organisation follows its own rules. Pure.
 * @param isTaken whether another active contact has that name
 * @param maySuffix whether a taken name may get a suffix; otherwise it is `taken`, for a person to decide
 * @returns undefined Name in the body where it is kept; the notes say why
 */
export function planName(record: MappedRecord, current: XeroContact, isTaken: (name: string) => boolean, maySuffix = true): NamePlan {
	const plan: NamePlan = { body: {}, changes: [], notes: [] };
	const desired = record.xero.Name ?? '';
	const present = current.Name ?? '';
	const { base, suffix } = splitOurSuffix(present, record, current);
	const flowing = flowingName(record, current);
	// The person in Xero is as it was agreed on, or was given up: Intercom's is written, whoever wrote what is there.
	const isSaid = flowing !== null && flowOfSide(flowing, record, current) === 'toXero';
	const ours = isLastWritten(record, current) || isOwnName(base, record, current) || (isSaid && (record.kind === 'organisation' || sameName(present, record.lastSync?.values.Name ?? '')));
	const differs = desired !== '' && !isNamed(desired, { present, base, suffix });
	if (record.role === 'lead') {
		if (differs) plan.notes.push('Name kept: a lead types its own name.');
		return plan;
	}
	if (record.kind === 'person' && flowing !== null && isAgreedPerson(flowing)) return plan;
	if (differs && ours) rename(plan, record, current, suffix, isTaken, maySuffix);
	if (differs && !ours) {
		plan.notes.push(`Name kept: "${present}" in Xero was not written by this sync (Intercom has "${desired}").`);
	}
	if (plan.body.Name !== undefined) planPerson(plan, record, current, true);
	else if (isSaid && record.kind === 'person') planPerson(plan, record, current, false);
	else if (!differs) planPersonAlone(plan, record, current, ours);
	return plan;
}

/**
 * Where the name flows both ways and both sides call the person the same, letter by letter, there is nothing to write: Xero may split
 * it in its own way (`Mary`, `Smith Jones`), or call the contact otherwise.
 */
function isAgreedPerson({ shown }: FlowingSide): boolean {
	return shown.base !== undefined && shown.intercom !== '' && singleBlanks(shown.intercom) === singleBlanks(shown.xero);
}

function singleBlanks(name: string): string {
	return name.trim().replace(/\s+/g, ' ');
}

/**
 * Xero's Name is its own person, or the email that stands in for a name: the contact's own, or, where the contact carries
 * the record's number, the one that the person has in Intercom.
 */
function isOwnName(base: string, record: MappedRecord, current: XeroContact): boolean {
	const own = [current.FirstName, current.LastName].filter(Boolean).join(' ');
	if (own !== '') return sameName(base, own);
	const emails = [current.EmailAddress ?? '', isOwnNumber(current.ContactNumber, record) ? (record.match.email ?? '') : ''];
	return emails.some((email) => email !== '' && sameName(base, email));
}

/** The person where the Name stays as it is. */
function planPersonAlone(plan: NamePlan, record: MappedRecord, current: XeroContact, ours: boolean): void {
	const { FirstName = current.FirstName, LastName = current.LastName } = record.xero;
	if (record.kind === 'organisation') return planPerson(plan, record, current, false);
	if (samePersonWords({ FirstName, LastName }, current) && !isLastWritten(record, current)) return;
	if (ours) return planPerson(plan, record, current, false);
	const kept = PERSON_NAMES.filter((field) => !sameName(record.xero[field] ?? current[field] ?? '', current[field] ?? ''));
	if (kept.length > 0) plan.notes.push(`${kept.join(' and ')} kept: the person of "${current.Name ?? ''}" in Xero was not written by this sync.`);
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

/** @param renamed a new name has a new person, also one without a last name: half of the old one would be nobody's */
function planPerson(plan: PartialPlan, record: MappedRecord, current: XeroContact, renamed: boolean): void {
	for (const field of PERSON_NAMES) {
		const desired = record.xero[field];
		const present = current[field] ?? '';
		if (desired === undefined || desired.trim() === present.trim()) continue;
		const clears = desired === '' && !(renamed && record.kind === 'person');
		if (!mayWrite(ruleFor(record, field), clears, present === '')) continue;
		plan.body[field] = desired;
		plan.changes.push({ field, before: present, after: desired });
	}
}
