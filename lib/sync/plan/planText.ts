import { ACCOUNTANTS_FIELDS } from '../../xero/contact/accountantsFields';
import type { WritableContact, XeroContact } from '../../xero/contact/contact';
import type { Change } from '../record/outcome';
import type { MappedRecord } from '../record/record';
import { mayWrite, ruleFor } from '../record/rules';

/** A part of an update: what to send, what changes by it, what was deliberately left alone. */
export interface PartialPlan {
	body: WritableContact;
	changes: Change[];
	notes: string[];
}

/** One-line fields that follow their rule and nothing else; names and slots have rules of their own. */
const TEXT_FIELDS = ['EmailAddress', ...ACCOUNTANTS_FIELDS] as const;

type TextField = (typeof TEXT_FIELDS)[number];

/** Plans the one-line fields of an update. Pure. */
export function planText(record: MappedRecord, current: XeroContact): PartialPlan {
	const plan: PartialPlan = { body: {}, changes: [], notes: [] };
	for (const field of TEXT_FIELDS) {
		const desired = record.xero[field];
		if (desired === undefined) continue;
		const present = current[field] ?? '';
		if (sameText(field, desired, present)) continue;
		if (field === 'EmailAddress' && record.role === 'lead') {
			plan.notes.push('EmailAddress kept: a lead typed its own email, and nobody has verified it.');
			continue;
		}
		if (!mayWrite(ruleFor(record, field), desired === '', present === '')) continue;
		if (field === 'EmailAddress' && desired === '' && (current.ContactPersons ?? []).length > 0) {
			plan.notes.push('EmailAddress kept: the contact has people in Xero, which need it.');
			continue;
		}
		plan.body[field] = desired;
		plan.changes.push({ field, before: present, after: desired });
	}
	return plan;
}

/** Emails are equal in any case, tax and company numbers by their digits and letters alone. */
function sameText(field: TextField, a: string, b: string): boolean {
	if (field === 'EmailAddress') return a.trim().toLowerCase() === b.trim().toLowerCase();
	if (field === 'TaxNumber' || field === 'CompanyNumber') return bare(a) === bare(b);
	return a.trim() === b.trim();
}

function bare(text: string): string {
	return text.replace(/[^0-9a-z]/gi, '').toLowerCase();
}
