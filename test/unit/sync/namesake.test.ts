import { byNameIn, namesakeOf } from '../../../lib/sync/decide/namesake';
import { synced } from '../../../lib/sync/record/outcomes';
import type { Outcome } from '../../../lib/sync/record/outcome';
import { isForeseenId } from '../../../lib/sync/write/rehearsal';
import { contactOf, id, ME, ORGANISATION, recordOf, viewOf } from './records';

const FORESEEN = '00000000-0000-1111-2222-333344445555';
const jane = recordOf();
const named = (after: string): Outcome => synced(jane, { outcome: 'created', reason: 'wouldCreate', organisationId: ORGANISATION, xeroContactId: '', xeroUpdatedAt: 0, changes: [{ field: 'Name', before: '', after }] });
const of = (outcome: Outcome, contacts = viewOf(), others = [jane]) => namesakeOf(jane, outcome, contacts, byNameIn(others), isForeseenId);

test('who gets the name that it has shares it with nobody', () => {
	expect(of(named('Jane  DOE'), viewOf(contactOf('a', { Name: 'Jane Doe' })))).toBeUndefined();
});

test.each([
	['a contact that the accountant made', viewOf(contactOf('a', { Name: 'jane doe', ContactNumber: 'CRM-7' })), { name: 'Jane Doe', xeroContactId: 'a' }],
	['the contact of another Intercom record', viewOf(contactOf('a', { Name: 'Jane Doe', ContactNumber: id(2) })), { name: 'Jane Doe', intercomId: id(2), xeroContactId: 'a' }],
	['one that an earlier page would make', viewOf(contactOf(FORESEEN, { Name: 'Jane Doe', ContactNumber: id(3) })), { name: 'Jane Doe', intercomId: id(3) }],
	['nobody whom the run knows', viewOf(), { name: 'Jane Doe' }],
	['its own contact, which is no other', viewOf(contactOf('a', { Name: 'Jane Doe', ContactNumber: ME })), { name: 'Jane Doe' }],
])('the name is that of %s', (_, view, expected) => {
	expect(of(named('Jane Doe (Acme)'), view)).toEqual(expected);
});

test('or of another record of the same run, which has no contact yet', () => {
	const other = recordOf({ intercomId: id(4), xero: { Name: 'JANE DOE' } });
	expect(of(named('Jane Doe (Acme)'), viewOf(), [other, jane])).toEqual({ name: 'Jane Doe', intercomId: id(4) });
	expect(of(named('Jane Doe (Acme)'), viewOf(), [jane, jane, other])).toEqual({ name: 'Jane Doe', intercomId: id(4) });
});

test('one that waits for a person, or fails, for its name names the other, too', () => {
	const review = { outcome: 'review', reason: 'nameTaken', changes: [] } as unknown as Outcome;
	const failed = { outcome: 'failed', reason: 'xeroNameTaken' } as unknown as Outcome;
	const view = viewOf(contactOf('a', { Name: 'Jane Doe' }));
	expect([of(review, view), of(failed, view)]).toEqual([{ name: 'Jane Doe', xeroContactId: 'a' }, { name: 'Jane Doe', xeroContactId: 'a' }]);
	expect(of({ ...review, reason: 'ambiguous' } as Outcome, view)).toBeUndefined();
});
