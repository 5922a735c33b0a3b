import { identify } from '../../../lib/sync/identity/identify';
import { reviewCause } from '../../../lib/sync/decide/reviewCause';
import { REVIEW_TEXTS, reviewText, type ReviewCause } from '../../../lib/sync/record/reviewTexts';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { contactOf, id, ME, OPTIONS, ORGANISATION, recordOf, viewOf, type RecordParts } from './records';

const JANE = { EmailAddress: 'jane@example.com' };
const here = (contactId: string) => ({ match: { contactId, organisationId: ORGANISATION } });
const lead = { role: 'lead' } as const;
const acme: RecordParts = { kind: 'organisation', role: 'company', xero: { Name: 'Acme Pty Ltd' }, match: { name: 'Acme Pty Ltd', taxNumber: '51824753556', domain: 'acme.example' } };

test.each<[ReviewCause, string, RecordParts, XeroContact[]]>([
	['unverified', 'a lead typed the email of a contact that nobody is linked to', lead, [contactOf('a', JANE)]],
	['unverified', 'one of two contacts could be the one', lead, [contactOf('a', JANE), contactOf('b', { ...JANE, ContactNumber: 'CRM-1' })]],
	['unverified', 'it is the contact of the user who signs in to Xero', lead, [contactOf('a', { ...JANE, ContactNumber: 'ab'.repeat(25) })]],
	['unverifiedLinked', 'the customer is another Intercom record', lead, [contactOf('a', { ...JANE, ContactNumber: id(9) })]],
	['unverifiedForeign', 'the contact has the number of another system', lead, [contactOf('a', { ...JANE, ContactNumber: 'CRM-1' })]],
	['unverifiedArchived', 'the contact is archived', lead, [contactOf('a', { ...JANE, ContactStatus: 'ARCHIVED' })]],
	['archived', 'the contact is archived', {}, [contactOf('a', { ...JANE, ContactStatus: 'ARCHIVED' })]],
	['archivedForgotten', 'the contact was anonymised, and nobody can restore it', {}, [contactOf('a', { ...JANE, ContactStatus: 'GDPRREQUEST' })]],
	['duplicateInIntercom', 'another Intercom record has the email', {}, [contactOf('a', { ...JANE, ContactNumber: id(9) })]],
	['duplicateByMerge', 'the contact was merged in Xero into that of another record', {}, [contactOf('a', { ContactNumber: ME, ContactStatus: 'ARCHIVED', MergedToContactID: 'b' }), contactOf('b', { ContactNumber: id(9) })]],
	['duplicateCompany', 'another Intercom company has the ABN', acme, [contactOf('a', { Name: 'Acme', TaxNumber: '51 824 753 556', ContactNumber: id(9) })]],
	['keysDisagree', 'the reference names the contact of another Intercom record', here('a'), [contactOf('a', { ContactNumber: id(9) })]],
	['keysOfPerson', "the company's billing email is that of a person", acme, [contactOf('a', { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', ...JANE })]],
	['keysOfOtherCompany', 'the namesake with the email has another ABN', acme, [contactOf('a', { Name: 'Acme Pty Ltd', TaxNumber: '53 004 085 616', ...JANE })]],
	['ambiguous', 'two contacts have the email', {}, [contactOf('a', JANE), contactOf('b', JANE)]],
	['decidedUnknown', 'nobody knows the contact that a person named', { decision: { do: 'bind', xeroContactId: 'zz' } }, [contactOf('a', JANE)]],
	['decidedArchived', 'the contact that a person named is archived', { decision: { do: 'bind', xeroContactId: 'a' } }, [contactOf('a', { ContactStatus: 'ARCHIVED' })]],
	['decidedForgotten', 'the contact that a person named was anonymised', { decision: { do: 'bind', xeroContactId: 'a' } }, [contactOf('a', { ContactStatus: 'GDPRREQUEST' })]],
	['decidedTaken', 'the contact that a person named is that of another record', { decision: { do: 'bind', xeroContactId: 'a' } }, [contactOf('a', { ContactNumber: id(9) })]],
	['decidedNumberHeld', 'a new contact cannot have the number of the archived one', { decision: { do: 'create' } }, [contactOf('a', { ContactNumber: ME, ContactStatus: 'ARCHIVED' })]],
	['decidedNumberHeld', 'nor of one that was merged into that of another record', { decision: { do: 'create' } }, [contactOf('a', { ContactNumber: ME, ContactStatus: 'ARCHIVED', MergedToContactID: 'b' }), contactOf('b', { ContactNumber: id(9) })]],
	['numberOfAnotherSystem', 'the contact has the number of another system', {}, [contactOf('a', { ...JANE, ContactNumber: 'CRM-1' })]],
])('%s: %s', (cause, _, parts, contacts) => {
	const record = recordOf({ ...parts, match: { email: 'jane@example.com', ...parts.match } });
	const view = viewOf(...contacts);
	const identity = identify(record, view, OPTIONS);
	if (identity.kind !== 'review') throw new Error(`nobody is asked: ${identity.kind}`);
	expect(reviewCause(record, identity, view)).toBe(cause);
});

const texts = Object.entries(REVIEW_TEXTS);

test.each(texts)('%s never tells to merge in Intercom without knowing who it is', (_, { nextStep }) => {
	const merging = nextStep.split(/(?<=\.) /).filter((sentence) => /\bmerge\b.*Intercom|merge the lead/.test(sentence));
	expect(merging.filter((sentence) => !/know/.test(sentence) && !/cannot merge|hands the customer/.test(sentence))).toEqual([]);
});

test.each(texts)('%s: a reference to be set names the organisation too, without which it says nothing', (_, { nextStep }) => {
	expect(nextStep.replaceAll('set xero_contact_id and xero_organisation_id', '')).not.toMatch(/set xero_contact_id/);
});

test('a company is told of the attributes it has', () => {
	expect(reviewText('ambiguous', 'organisation').nextStep).toContain('set xero_company_contact_id and xero_company_organisation_id on the Intercom company');
	expect(reviewText('duplicateCompany', 'organisation').nextStep).toContain('xero_company_sync');
});
