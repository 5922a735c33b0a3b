import { identify } from '../../../lib/sync/identity/identify';
import type { Identity, IdentifyOptions, PresentRecord } from '../../../lib/sync/identity/identity';
import { withEarlierIds } from '../../../lib/sync/identity/intercomRecords';
import { holderIn } from '../../../lib/sync/write/holders';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { contactOf, id, ME, OPTIONS, ORGANISATION, recordOf, viewOf, type RecordParts } from './records';

const JANE = { EmailAddress: 'jane@example.com' };
const OTHER = id(9);
const here = (contactId: string) => ({ match: { contactId, organisationId: ORGANISATION } });
const merged = (contactId: string, into: string, more: Partial<XeroContact> = {}) => contactOf(contactId, { ContactStatus: 'ARCHIVED', MergedToContactID: into, ...more });
const who = (record: RecordParts, contacts: XeroContact[], options: Partial<IdentifyOptions> = {}) => identify(recordOf(record), viewOf(...contacts), { ...OPTIONS, ...options });
const told = (identity: Identity) => (identity.kind === 'bind' ? `bind ${identity.contact.ContactID} by ${identity.by}` : identity.kind === 'review' ? identity.because : identity.kind);

const company = (match: Partial<ReturnType<typeof recordOf>['match']>, more: RecordParts = {}): RecordParts => ({ kind: 'organisation', role: 'company', ...more, match: { email: undefined, name: 'Acme Pty Ltd', ...match } });

describe('a merge in Xero', () => {
	test.each<[string, string, RecordParts, XeroContact[]]>([
		['is followed from the archived contact that the reference names', 'bind b by reference', here('a'), [merged('a', 'b'), contactOf('b')]],
		['is not followed from one that was restored', 'bind a by reference', here('a'), [contactOf('a', { MergedToContactID: 'b', ContactNumber: ME }), contactOf('b')]],
		['gives the winner to the record whose contact was merged into it', 'bind b by contactNumber', {}, [merged('a', 'b', { ContactNumber: ME }), contactOf('b', JANE)]],
		['that the reference has followed and somebody undid leaves both to a person', 'keysDisagree', here('b'), [contactOf('a', { ContactNumber: ME }), contactOf('b')]],
		['keeps the winner from another record with its email', 'duplicateInIntercom', {}, [merged('a', 'b', { ContactNumber: OTHER }), contactOf('b', JANE)]],
		['keeps it over two steps', 'duplicateInIntercom', {}, [merged('a', 'c', { ContactNumber: OTHER }), merged('c', 'b'), contactOf('b', JANE)]],
		['of two records\' contacts into one leaves both to a person', 'keysDisagree', here('b'), [merged('a', 'b', { ContactNumber: OTHER }), merged('c', 'b', { ContactNumber: ME }), contactOf('b', JANE)]],
		['of a contact of another system keeps the winner from nobody', 'bind b by email', {}, [merged('a', 'b', { ContactNumber: 'ERP-1' }), contactOf('b', JANE)]],
		['into a company with another ABN waits for a person', 'keysDisagree', company({ taxNumber: '51824753556', contactId: 'a', organisationId: ORGANISATION }), [merged('a', 'b', { ContactNumber: ME }), contactOf('b', { TaxNumber: '53004085616' })]],
		['into a company with another ABN waits, found by the number', 'keysDisagree', company({ taxNumber: '51824753556' }), [merged('a', 'b', { ContactNumber: ME }), contactOf('b', { TaxNumber: '53004085616' })]],
		['into a company with another website waits', 'keysDisagree', company({ domain: 'acme.example' }), [merged('a', 'b', { ContactNumber: ME }), contactOf('b', { Website: 'https://beta.example' })]],
		['into a company with another ABN waits, found by the ABN', 'keysDisagree', company({ taxNumber: '51824753556' }), [merged('a', 'b', { TaxNumber: '51 824 753 556' }), contactOf('b', { TaxNumber: '53004085616' })]],
	])('%s', (_, expected, record, contacts) => expect(told(who(record, contacts))).toBe(expected));
});

describe('a merge that led to the contact is told, whatever key led there', () => {
	const followedMerge = (record: RecordParts, contacts: XeroContact[]) => {
		const identity = who(record, contacts);
		return identity.kind === 'bind' && [identity.contact.ContactID, identity.followedMerge ?? false];
	};
	const chain = (more: Partial<XeroContact> = {}) => [merged('a', 'b', more), merged('b', 'c'), contactOf('c', JANE)];
	const synced = (xeroContactId: string) => ({ xeroContactId, sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: {} });
	test.each<[string, [string, boolean], RecordParts, XeroContact[]]>([
		['the reference to the first of a chain', ['c', true], here('a'), chain()],
		['the reference to the middle of it', ['c', true], here('b'), chain({ ContactNumber: ME })],
		['the reference to its end: it was told', ['c', false], here('c'), chain({ ContactNumber: ME })],
		['the number of the first', ['c', true], {}, chain({ ContactNumber: ME })],
		['the email, where the last sync wrote the first', ['c', true], { lastSync: synced('a') }, chain()],
		['the email, where the last sync wrote the end', ['c', false], { lastSync: synced('c') }, chain()],
		['the email alone: nobody knows the first for ours', ['c', false], {}, chain()],
		['the number of the end, into which one of ours was merged', ['c', false], { previousIds: [id(2)] }, [merged('a', 'c', { ContactNumber: id(2) }), contactOf('c', { ContactNumber: ME })]],
	])('%s', (_, expected, record, contacts) => expect(followedMerge(record, contacts)).toEqual(expected));
});

describe('a contact whose Intercom record is gone', () => {
	const theirs = contactOf('a', { ...JANE, ContactNumber: OTHER });
	const gone = new Set([OTHER]);

	test.each<[string, string, RecordParts, XeroContact[], Partial<IdentifyOptions>]>([
		['is taken over by the reference that a person set', 'bind a by reference', here('a'), [theirs], { gone }],
		['is not, while Intercom has not said so', 'keysDisagree', here('a'), [theirs], {}],
		['is not, where the sync itself stored the reference', 'keysDisagree', { ...here('a'), lastSync: { xeroContactId: 'a', sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: {} } }, [theirs], { gone }],
		['waits for a person where only the email leads to it', 'recordGone', {}, [theirs], { gone }],
		['is taken over by the email, where the user says so', 'bind a by email', {}, [theirs], { gone, goneRecords: 'takeOver' }],
		['is not, while Intercom has not said so, whatever the user says', 'duplicateInIntercom', {}, [theirs], { goneRecords: 'takeOver' }],
		['is never taken over by a lead', 'unverified', { role: 'lead' }, [theirs], { gone, goneRecords: 'takeOver' }],
		['waits for a person where the record\'s own contact was merged into it', 'recordGone', { match: { email: undefined } }, [merged('c', 'a', { ContactNumber: ME }), theirs], { gone }],
	])('%s', (_, expected, record, contacts, options) => expect(told(who(record, contacts, options))).toBe(expected));

	test('gives its number up, and says so', () => {
		expect(who(here('a'), [theirs], { gone })).toMatchObject({ takesNumber: true, notes: [expect.stringContaining(`${OTHER} belonged to an Intercom record that is gone`)] });
	});

	test('a person who cannot ask Intercom is told every way out', () => {
		const { notes } = who({}, [theirs]);
		for (const words of [OTHER, 'email moved', 'Intercom credential', 'xero_contact_id', 'Contacts of Gone Records']) expect(notes.join()).toContain(words);
	});
});

describe('an email that another record\'s contact has', () => {
	const theirs = contactOf('a', { ...JANE, ContactNumber: OTHER });
	const clears = { rules: { EmailAddress: { update: 'always', clear: true } } } as const;
	const keeps = { rules: { EmailAddress: { update: 'ifEmpty', clear: false } } } as const;
	const whether = (record: RecordParts, other?: PresentRecord) => {
		const identity = who(record, [theirs], { present: new Map(other && [[OTHER, other]]) });
		return 'cause' in identity ? identity.cause : told(identity);
	};

	test.each<[string, string, RecordParts, PresentRecord | undefined]>([
		['goes with the other record\'s sync, which has another email by now', 'wait', {}, { email: 'new@example.com', isLead: false }],
		['goes with it, where empty values clear and the other record has none', 'wait', clears, { email: '', isLead: false }],
		['stays for ever, where the other record has none', 'emailStays', {}, { email: '', isLead: false }],
		['stays for ever, where the other record is a lead', 'emailStays', clears, { email: 'new@example.com', isLead: true }],
		['stays for ever, where the rule keeps what Xero has', 'emailStays', keeps, { email: 'new@example.com', isLead: false }],
		['is no move, where the other record still has it', 'duplicateInIntercom', {}, { email: 'jane@example.com', isLead: false }],
		['is no move, where nobody asked Intercom', 'duplicateInIntercom', {}, undefined],
	])('%s: %s', (_, expected, record, other) => expect(whether(record, other)).toBe(expected));
});

test('the record is known by the ids of those that became it over others', () => {
	const record = recordOf({ previousIds: [id(2)] });
	expect(withEarlierIds(record, new Map([[id(3), ME], [id(2), ME], [id(4), OTHER]])).previousIds).toEqual([id(2), id(3)]);
	expect(withEarlierIds(record, new Map([[id(4), OTHER]]))).toBe(record);
});

test('a contact that carries the record\'s own number, or into which it was merged, is named where the reference leads to an earlier one', () => {
	const earlier = contactOf('a', { ContactNumber: id(2) });
	const [restored, winner] = [contactOf('b', { ContactNumber: ME }), contactOf('c')];
	expect(who({ ...here('a'), previousIds: [id(2)] }, [earlier, restored])).toMatchObject({ kind: 'bind', contact: { ContactID: 'a' }, leftBehind: [{ ContactID: 'b' }] });
	expect(who({ ...here('a'), previousIds: [id(2)] }, [earlier, merged('b', 'c', { ContactNumber: ME }), winner])).toMatchObject({ contact: { ContactID: 'a' }, leftBehind: [{ ContactID: 'c' }] });
});

test('two users merged in Intercom, each with a contact: the second one is named', () => {
	const identity = who({ ...here('a'), previousIds: [id(2)] }, [contactOf('a', { ContactNumber: ME }), contactOf('b', { ContactNumber: id(2) })]);
	expect(identity).toMatchObject({ kind: 'bind', contact: { ContactID: 'a' }, leftBehind: [{ ContactID: 'b' }] });
	const tidy = who({ ...here('a'), previousIds: [id(2)] }, [contactOf('a', { ContactNumber: ME }), merged('b', 'a', { ContactNumber: id(2) })]);
	expect(tidy).not.toHaveProperty('leftBehind');
});

describe('a contact that carries the number of another system', () => {
	const erp = contactOf('a', { ...JANE, ContactNumber: 'ERP-77' });
	const bind = (holder: string) => ({ numberOfAnotherSystem: 'bind' as const, heldBy: new Map([['a', holder]]) });
	test.each<[string, string, RecordParts, string]>([
		['nobody holds', 'bind a by email', {}, ''],
		['the record holds', 'bind a by email', {}, ME],
		['an earlier id of the record holds', 'bind a by email', { previousIds: [id(2)] }, id(2)],
		['another record holds', 'duplicateInIntercom', {}, OTHER],
		['another record holds, though the reference of this one names it: people copy references', 'keysDisagree', here('a'), OTHER],
		['another record holds, though this one was synced to it', 'duplicateInIntercom', { lastSync: { xeroContactId: 'a', sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: {} } }, OTHER],
	])('and that %s: %s', (_, expected, record, holder) => expect(told(who(record, [erp], bind(holder)))).toBe(expected));
});

describe('a contact whose number Xero itself gave', () => {
	const mine = contactOf('a', { ...JANE, ContactNumber: 'ab12'.repeat(12) + 'ff' });
	test.each<[string, string, RecordParts, string]>([
		['nobody holds', 'bind a by email', {}, ''],
		['the record holds', 'bind a by email', {}, ME],
		['another record holds', 'duplicateInIntercom', {}, OTHER],
		['another record holds, though the reference of this one names it', 'keysDisagree', here('a'), OTHER],
		['somebody holds, for a lead', 'unverified', { role: 'lead' }, OTHER],
	])('and that %s: %s', (_, expected, record, holder) => expect(told(who(record, [mine], { heldBy: new Map([['a', holder]]) }))).toBe(expected));

	test('is taken over from a record that is gone, and keeps its number', () => {
		const identity = who(here('a'), [mine], { heldBy: new Map([['a', OTHER]]), gone: new Set([OTHER]) });
		expect(identity).toMatchObject({ kind: 'bind', by: 'reference' });
		expect(identity).not.toHaveProperty('takesNumber');
	});
});

test('of the notes in a history the one counts that came after a record that is gone', () => {
	expect(holderIn([`x [n8n holds ${OTHER}]`])).toBe(OTHER);
	expect(holderIn([`x [n8n holds ${OTHER}]`, `y [n8n holds ${ME} after ${OTHER}]`])).toBe(ME);
});

describe('one domain', () => {
	const bondi = (more: RecordParts = {}) => company({ domain: 'harbourrealty.com.au', name: 'Harbour Realty Bondi' }, more);
	const at = (Name: string, more: Partial<XeroContact> = {}) => contactOf('a', { Name, EmailAddress: 'accounts@harbourrealty.com.au', ...more });

	test.each<[string, string, RecordParts, XeroContact[]]>([
		['the same branch', 'bind a by domain', bondi(), [at('Harbour Realty Bondi Pty Ltd')]],
		['another branch waits for a person', 'sameDomain', bondi(), [at('Harbour Realty Kensington')]],
		['the head office waits for a person', 'sameDomain', bondi(), [at('Harbour Realty')]],
		['another branch that is synced already waits too, and nobody is told to merge', 'sameDomain', bondi(), [at('Harbour Realty Kensington', { ContactNumber: OTHER })]],
		['a page of many is no key', 'create', company({ domain: 'nz.linkedin.com', name: 'Acme' }), [contactOf('a', { Name: 'Beta', Website: 'https://nz.linkedin.com/company/beta' })]],
		['but the very name at it is not made twice', 'sameDomain', company({ domain: 'facebook.com', name: 'Acme' }), [contactOf('a', { Name: 'ACME', Website: 'https://facebook.com/acme' })]],
		["a provider's own site is no key, but its name is not made twice", 'sameDomain', company({ domain: 'telstra.com', name: 'Telstra' }), [contactOf('a', { Name: 'Telstra', EmailAddress: 'accounts@telstra.com' })]],
		['a mailbox named after the company is no person', 'bind a by domain', company({ domain: 'klaccounting.example', name: 'Kim Lee Accounting' }), [contactOf('a', { Name: 'Kim Lee Accounting', EmailAddress: 'kim@klaccounting.example' })]],
		['nor is it when found by the billing email', 'bind a by email', company({ email: 'kim@klaccounting.example', name: 'Kim Lee Accounting' }), [contactOf('a', { Name: 'Kim Lee Accounting', EmailAddress: 'kim@klaccounting.example' })]],
		['another branch with the billing email waits, where the company names no site', 'sameDomain', company({ email: 'accounts@harbourrealty.com.au', name: 'Harbour Realty Bondi' }), [at('Harbour Realty Kensington')]],
		['the same branch with the billing email does not', 'bind a by email', company({ email: 'accounts@harbourrealty.com.au', name: 'Harbour Realty Bondi' }), [at('Harbour Realty Bondi Pty Ltd')]],
		["another company with the same bookkeeper's address waits", 'sameDomain', company({ domain: 'acme.example', email: 'ap@books.example' }), [contactOf('a', { Name: 'Beta Pty Ltd', EmailAddress: 'ap@books.example' })]],
		["a provider's mailbox is one company's own, whatever it is called", 'bind a by email', company({ email: 'pay6200@bigpond.com' }), [contactOf('a', { Name: 'Acme Plumbing', EmailAddress: 'pay6200@bigpond.com' })]],
		['a person called like the company waits for a person', 'keysDisagree', company({ domain: 'janedoe.example', name: 'Jane Doe' }), [contactOf('a', { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@janedoe.example' })]],
		['a person of another name is none of it', 'create', company({ domain: 'acme.example' }), [contactOf('a', { Name: 'Bob Ray', EmailAddress: 'bob.ray@acme.example' })]],
	])('%s: %s', (_, expected, record, contacts) => expect(told(who(record, contacts))).toBe(expected));
});
