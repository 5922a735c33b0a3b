import fc from 'fast-check';
import { isActive } from '../../../lib/xero/directory/contactDirectory';
import { archiveKeys, planArchive, type ArchiveRequest } from '../../../lib/sync/archive/planArchive';
import { contactOf, id, ME, someContacts, viewOf } from './records';

const gone = (parts: Partial<ArchiveRequest> = {}): ArchiveRequest => ({ intercomId: ME, action: 'archive', note: 'Gone.', ...parts });
const mine = (ContactID: string, more = {}) => contactOf(ContactID, { ContactNumber: ME, ...more });

test.each<[string, Parameters<typeof viewOf>, string | undefined, object]>([
	['the contact with its number is archived', [mine('a')], undefined, { kind: 'archive', contact: { ContactID: 'a' } }],
	['the same where the last sync knew that contact', [mine('a')], 'a', { kind: 'archive', contact: { ContactID: 'a' } }],
	['the number is compared in any case', [contactOf('a', { ContactNumber: id(1).toUpperCase() })], undefined, { kind: 'archive' }],
	['nobody carries the number: nothing to do', [contactOf('a')], undefined, { kind: 'unchanged', reason: 'notFound' }],
	['neither number nor known contact exist: nothing to do', [contactOf('a')], 'b', { kind: 'unchanged', reason: 'notFound' }],
	['archived already: nothing to do', [mine('a', { ContactStatus: 'ARCHIVED' })], 'a', { kind: 'unchanged', reason: 'alreadyArchived' }],
	['anonymised in Xero: nothing to do', [mine('a', { ContactStatus: 'GDPRREQUEST' })], undefined, { kind: 'unchanged', reason: 'alreadyArchived' }],
	['an archived double does not hide the active one', [mine('a', { ContactStatus: 'ARCHIVED' }), mine('b')], undefined, { kind: 'archive', contact: { ContactID: 'b' } }],
	['two active contacts with the number wait for a person', [mine('a'), mine('b')], undefined, { kind: 'review', because: 'ambiguous', candidates: [{}, {}] }],
	['unless the last sync knew which one it is', [mine('a'), mine('b')], 'b', { kind: 'archive', contact: { ContactID: 'b' } }],
	['the known contact has no number: a person looks', [contactOf('a')], 'a', { kind: 'review', because: 'keysDisagree', candidates: [{ ContactID: 'a' }] }],
	['the known contact is another Intercom record: a person looks', [contactOf('a', { ContactNumber: id(2) })], 'a', { kind: 'review', because: 'keysDisagree' }],
	['the known contact is of another system: a person looks', [contactOf('a', { ContactNumber: 'CRM-77' })], 'a', { kind: 'review', because: 'numberOfAnotherSystem' }],
	['number and known contact lead to two: a person looks', [mine('a'), contactOf('b')], 'b', { kind: 'review', because: 'keysDisagree', candidates: [{ ContactID: 'b' }, { ContactID: 'a' }] }],
	['the known contact is not in this organisation, another one carries the number', [mine('a')], 'unread', { kind: 'review', because: 'keysDisagree' }],
	['merged in Xero into a contact with the number: that one', [contactOf('a', { ContactStatus: 'ARCHIVED', MergedToContactID: 'b' }), mine('b')], 'a', { kind: 'archive', contact: { ContactID: 'b' } }],
	['merged in Xero into somebody else: a person looks', [mine('a', { ContactStatus: 'ARCHIVED', MergedToContactID: 'b' }), contactOf('b', { ContactNumber: id(2) })], 'a', { kind: 'review', because: 'keysDisagree', candidates: [{ ContactID: 'b' }] }],
	['merged in Xero into a contact without a number: a person looks', [mine('a', { ContactStatus: 'ARCHIVED', MergedToContactID: 'b' }), contactOf('b')], undefined, { kind: 'review', because: 'keysDisagree' }],
])('%s', (_promise, contacts, xeroContactId, plan) => {
	expect(planArchive(gone({ xeroContactId }), viewOf(...contacts))).toMatchObject(plan);
});

test('the number of a company is archived only where the id of that company is given', () => {
	const view = viewOf(contactOf('a', { ContactNumber: id(9), Name: 'Acme Pty Ltd' }));
	expect(planArchive(gone({ intercomId: id(9) }), view)).toMatchObject({ kind: 'archive' });
	expect(planArchive(gone({ intercomId: id(8) }), view)).toMatchObject({ kind: 'unchanged', reason: 'notFound' });
});

const someRequests = fc.record({
	intercomId: fc.constantFrom(ME, id(2), id(3)),
	xeroContactId: fc.constantFrom(undefined, 'a', 'b', 'unread'),
	action: fc.constantFrom('archive' as const, 'note' as const),
	note: fc.constant('Gone.'),
});

test('never a contact that is not ours: only an active one with the number, and the known one where one is known', () => {
	let archived = 0;
	fc.assert(
		fc.property(someRequests, someContacts, (request, contacts) => {
			const view = viewOf(...contacts);
			const plan = planArchive(request, view);
			if (plan.kind !== 'archive' && plan.kind !== 'note') return;
			archived += 1;
			expect(plan.contact).toMatchObject({ ContactNumber: request.intercomId, ContactStatus: 'ACTIVE' });
			// Whatever else carries the number was merged into it, or is archived.
			const started = request.xeroContactId === undefined ? view.byNumber(request.intercomId).filter(isActive).map(({ ContactID }) => ContactID) : [request.xeroContactId];
			for (const from of started) expect(leadsTo(from, plan.contact.ContactID, contacts)).toBe(true);
		}),
		{ numRuns: 2_000 },
	);
	expect(archived).toBeGreaterThan(50);
});

test('what was archived once is never archived again', () => {
	fc.assert(
		fc.property(someRequests, someContacts, (request, contacts) => {
			const view = viewOf(...contacts);
			const plan = planArchive({ ...request, action: 'archive' }, view);
			if (plan.kind !== 'archive') return;
			view.put({ ...plan.contact, ContactStatus: 'ARCHIVED' });
			expect(planArchive({ ...request, action: 'archive' }, view)).toMatchObject({ kind: 'unchanged', reason: 'alreadyArchived' });
		}),
		{ numRuns: 2_000 },
	);
});

test('names and emails make no difference', () => {
	fc.assert(
		fc.property(someRequests, someContacts, (request, contacts) => {
			const alike = contacts.map((contact) => ({ ...contact, Name: 'X', EmailAddress: 'x@example.com' }));
			const [theirs, same] = [contacts, alike].map((list) => planArchive(request, viewOf(...list)));
			expect(same!.kind).toBe(theirs!.kind);
		}),
	);
});

test('a known contact that carries the number saves the search for it', () => {
	expect(archiveKeys([gone({ xeroContactId: 'a' })], viewOf())).toEqual({ ids: ['a'], numbers: [ME], emails: [], names: [] });
	expect(archiveKeys([gone({ xeroContactId: 'a' })], viewOf(mine('a'))).numbers).toEqual([]);
	expect(archiveKeys([gone()], viewOf(mine('a', { MergedToContactID: 'B', ContactStatus: 'ARCHIVED' }))).ids).toEqual(['b']);
});

function leadsTo(from: string, to: string, contacts: readonly { ContactID: string; MergedToContactID?: string }[]): boolean {
	let current: string | undefined = from;
	for (let step = 0; current !== undefined && step < 6; step++) {
		if (current === to) return true;
		current = contacts.find(({ ContactID }) => ContactID === current)?.MergedToContactID;
	}
	return false;
}
