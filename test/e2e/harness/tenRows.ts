import type { XeroContactRead } from '../../../sandbox/demo/xeroReader';
import type { Cast, ReadBack } from './tenRowsCast';

/** One line of the comparison: a row of the mapping table, what it promises for the cast, and what was read back. */
export interface Check {
	row: string;
	what: string;
	expected(cast: Cast, changedAt: number): string;
	held(read: ReadBack): string;
}

const line = (row: string, what: string, expected: string | Check['expected'], held: Check['held']): Check => ({
	row,
	what,
	expected: typeof expected === 'string' ? () => expected : expected,
	held,
});

/** The mapping table of docs/mapping.md, row by row. `changedAt`: when the contact was changed last before the sync, epoch ms. */
export const CHECKS: readonly Check[] = [
	line('first_name / name', 'Name', 'Anneke van der Berg', ({ person }) => person.Name),
	line('last_name / name', 'FirstName | LastName', 'Anneke | van der Berg', ({ person }) => `${person.FirstName} | ${person.LastName}`),
	line('email', 'EmailAddress', 'Anneke@acme.example', ({ person }) => person.EmailAddress ?? ''),
	line('phone', 'country, area, number', 'MOBILE: 61, , 412 345 678', ({ person }) => phonesOf(person)),
	line('location, attributes', 'street address', '12 King Street, Newtown, New South Wales, 2042, Australia', ({ person }) => addressOf(person, 'STREET')),
	line('location, attributes', 'ABN | number | account', '83 914 571 673 | 1001 | 200', ({ person }) => `${person.TaxNumber} | ${person.AccountNumber} | ${person.SalesDefaultAccountCode}`),
	line('companies', 'the one Xero knew', ({ knownInXero }) => knownInXero, ({ company }) => company.ContactID),
	line('companies', 'name, ABN as it was', 'Acme Pty Ltd | 51824753556', ({ company }) => `${company.Name} | ${company.TaxNumber}`),
	line('companies', 'AccountNumber | email', 'acme-1 | accounts@acme.example', ({ company }) => `${company.AccountNumber} | ${company.EmailAddress}`),
	line('companies', 'postal address', 'Sydney', ({ company }) => addressOf(company, 'POBOX')),
	line('companies', 'people, invoices or not', 'Kim Ledger kim@acme.example yes; Anneke van der Berg Anneke@acme.example no', ({ company }) => peopleOf(company)),
	line('companies', 'all contacts of Xero', 'Acme Pty Ltd; Anneke van der Berg', ({ contacts }) => contacts.join('; ')),
	line('companies', 'parent', 'Parent: Acme Holdings', ({ company }) => groupsOf(company, '')),
	line('companies', 'chart of accounts', ({ companyId }) => `4100 Acme Pty Ltd REVENUE Sales to Acme Pty Ltd [Intercom company ${companyId}]`, ({ accounts }) => accountsOf(accounts.filter(({ Code }) => Code === '4100'))),
	line('companies', 'other accounts', '200 Sales; 260 Other Revenue; 400 Advertising; 610 Accounts Receivable; 800 Accounts Payable', ({ accounts }) => accounts.filter(({ Code }) => Code !== '4100').map(({ Code, Name }) => `${Code} ${Name}`).join('; ')),
	line('timestamps', 'note of the contact', ({ createdAt }, changedAt) => `Intercom contact: created ${day(createdAt)}, signed up 2026-03-01, last updated ${day(changedAt)} [mark]`, ({ personNotes }) => noteOf(personNotes, 'Intercom contact:')),
	line('timestamps', 'note of the company', ({ createdAt }) => `Intercom company: created ${day(createdAt)} [mark]`, ({ companyNotes }) => noteOf(companyNotes, 'Intercom company:')),
	line('timestamps', 'what the sync did', ({ contactId }, changedAt) => `Created from Intercom contact ${contactId} by n8n (${minute(changedAt)} UTC). [mark]`, ({ personNotes }) => noteOf(personNotes, 'Created')),
	line('timestamps', 'what it did, company', ({ companyId, companyUpdatedAt }) => `Changed EmailAddress, AccountNumber, Addresses, ContactPersons, ContactNumber, ContactGroups from Intercom company ${companyId} by n8n (${minute(companyUpdatedAt)} UTC). [mark]`, ({ companyNotes }) => noteOf(companyNotes, 'Changed')),
	line('record ids', 'ContactNumber', ({ contactId, companyId }) => `${contactId} | ${companyId}`, ({ person, company }) => `${person.ContactNumber} | ${company.ContactNumber}`),
	line('record ids', 'reference of the contact', 'points to it', ({ references, person }) => pointsTo(references.contact, 'xero_', person)),
	line('record ids', 'reference of the company', 'points to it', ({ references, company }) => pointsTo(references.company, 'xero_company_', company)),
	line('owner', 'group', 'Owner: Noah Adviser', ({ person }) => groupsOf(person, 'Owner: ')),
	line('conversations', 'note', ({ conversationUrl, createdAt }) => `Intercom conversations: 1, the last one closed, changed ${day(createdAt)}, "Invoice 77", ${conversationUrl} [mark]`, ({ personNotes }) => noteOf(personNotes, 'Intercom conversations:')),
	line('segments, tags', 'segments chosen', 'Segment: Paying', ({ person }) => groupsOf(person, 'Segment: ')),
	line('segments, tags', 'tags chosen', 'Tag: VIP; Tag: Wholesale', ({ person }) => groupsOf(person, 'Tag: ')),
];

/** The comparison as a table; a line that differs begins with NO. */
export function comparisonTable(cast: Cast, changedAt: number, read: ReadBack): string {
	const lines = CHECKS.map(({ row, what, expected, held }) => {
		const [wanted, found] = [expected(cast, changedAt), held(read)];
		return [wanted === found ? 'ok' : 'NO', row, what, wanted, found];
	});
	const cells = [['', 'Intercom', 'what', 'expected', 'Xero holds'], ...lines];
	const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((one) => one[column]!.length)));
	return cells.map((one) => one.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** Names of a contact's groups that begin with a prefix. */
export function groupsOf({ ContactGroups = [] }: XeroContactRead, prefix: string): string {
	return ContactGroups.map(({ Name }) => Name).filter((name) => name.startsWith(prefix)).sort().join('; ');
}

/** The notes that begin with a word, marks left out: two of them show as two. */
export function noteOf(notes: readonly string[], opening: string): string {
	return notes.filter((text) => text.startsWith(opening)).map((text) => text.replace(/ \[n8n [0-9a-f]{8}\]$/, ' [mark]')).join('; ');
}

export const day = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);
export const minute = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ');

function phonesOf({ Phones = [] }: XeroContactRead): string {
	const used = Phones.filter(({ PhoneNumber }) => PhoneNumber);
	return used.map(({ PhoneType, PhoneCountryCode, PhoneAreaCode, PhoneNumber }) => `${PhoneType}: ${PhoneCountryCode}, ${PhoneAreaCode}, ${PhoneNumber}`).join('; ');
}

function addressOf({ Addresses = [] }: XeroContactRead, type: string): string {
	const address = Addresses.find(({ AddressType }) => AddressType === type);
	return ['AddressLine1', 'City', 'Region', 'PostalCode', 'Country'].flatMap((part) => address?.[part] || []).join(', ');
}

function peopleOf({ ContactPersons = [] }: XeroContactRead): string {
	return ContactPersons.map(({ FirstName, LastName, EmailAddress, IncludeInEmails }) => `${FirstName} ${LastName} ${EmailAddress} ${IncludeInEmails ? 'yes' : 'no'}`).join('; ');
}

function accountsOf(accounts: ReadBack['accounts']): string {
	return accounts.map(({ Code, Name, Type, Description }) => `${Code} ${Name} ${Type} ${Description}`).join('; ');
}

function pointsTo(attributes: Record<string, unknown>, prefix: string, { ContactID }: XeroContactRead): string {
	const [id, url] = [attributes[`${prefix}contact_id`], attributes[`${prefix}contact_url`]];
	const isRight = id === ContactID && String(url).endsWith(ContactID) && /^[0-9a-f-]{36}$/.test(String(attributes[`${prefix}organisation_id`]));
	return isRight ? 'points to it' : JSON.stringify(attributes);
}
