import fc from 'fast-check';
import type { MappedRecord } from '../../../lib/sync/record/record';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { ContactDirectory } from '../../../lib/xero/directory/contactDirectory';

export const ORGANISATION = 'org-1';
export const OPTIONS = { organisationId: ORGANISATION, matchByName: false, numberOfAnotherSystem: 'review' } as const;

/** Intercom ids: `id(1)` and so on. */
export const id = (number: number) => number.toString(16).padStart(24, '0');
export const ME = id(1);

export type RecordParts = Omit<Partial<MappedRecord>, 'match' | 'source'> & {
	match?: Partial<MappedRecord['match']>;
	source?: Partial<MappedRecord['source']>;
};

/** Jane Doe, a user whose email is jane@example.com. */
export function recordOf({ match, source, xero, ...parts }: RecordParts = {}): MappedRecord {
	const intercomId = parts.intercomId ?? ME;
	const fields = xero ?? { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' };
	return {
		intercomId,
		previousIds: [],
		role: 'user',
		kind: 'person',
		xero: fields,
		groups: [],
		notes: [],
		rules: {},
		fingerprint: 'f1',
		...parts,
		match: { contactNumber: intercomId, email: 'jane@example.com', name: fields.Name ?? 'Jane Doe', ...match },
		source: { createdAt: 1_700_000_000, updatedAt: 1_760_000_000, ...source },
	};
}

export function contactOf(ContactID: string, more: Partial<XeroContact> = {}): XeroContact {
	return { ContactID, Name: `Contact ${ContactID}`, ContactStatus: 'ACTIVE', ...more };
}

export function viewOf(...contacts: XeroContact[]): ContactDirectory {
	const directory = new ContactDirectory();
	for (const contact of contacts) directory.put(contact);
	return directory;
}

/** Contacts that share few ids, numbers, emails and names, so that every rule meets every other. */
export const someContacts = fc.uniqueArray(
	fc.record(
		{
			ContactID: fc.constantFrom('a', 'b', 'c', 'd'),
			Name: fc.constantFrom('Jane Doe', 'Jane Doe', 'Acme Pty Ltd'),
			EmailAddress: fc.constantFrom('jane@example.com', 'JANE@example.com', 'bob@example.com', ''),
			ContactNumber: fc.constantFrom('', '', ME, id(2), id(3), 'CRM-77'),
			ContactStatus: fc.constantFrom('ACTIVE', 'ACTIVE', 'ARCHIVED'),
			MergedToContactID: fc.constantFrom(undefined, undefined, undefined, 'a', 'b', 'unread'),
		},
		{ requiredKeys: ['ContactID', 'Name', 'ContactStatus'] },
	),
	{ selector: ({ ContactID }) => ContactID, maxLength: 4 },
);

export const someRecords = fc
	.record({
		role: fc.constantFrom('user' as const, 'lead' as const),
		previousIds: fc.constantFrom<string[][]>([], [], [id(2)]),
		email: fc.constantFrom('jane@example.com', undefined),
		contactId: fc.constantFrom(undefined, 'a', 'b', 'zz'),
		organisationId: fc.constantFrom(ORGANISATION, 'org-2'),
		decision: fc.constantFrom<MappedRecord['decision'][]>(...Array<undefined>(6).fill(undefined), { do: 'bind', xeroContactId: 'a' }, { do: 'bind', xeroContactId: 'zz' }, { do: 'create' }),
	})
	.map(({ role, previousIds, decision, ...match }) => recordOf({ role, previousIds, ...(decision && { decision }), match }));
