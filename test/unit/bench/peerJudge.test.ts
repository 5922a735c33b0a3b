import { judge, type Verdict, type XeroEnd } from '../../bench/peer/judge';
import { countOf, leastCalls, leastSeconds, minutesAtLimits } from '../../bench/peer/least';
import type { Case, Settler, Village } from '../../bench/peer/people';

/** A judge that finds everything right would make every benchmark look well. */
const settler = (kind: Case, rest: Partial<Settler> = {}): Settler => ({ intercomId: 'i1', case: kind, name: 'Person Babc', email: 'p@bench.example', phone: '412000001', ...rest });
const contact = (rest: Partial<XeroEnd> = {}): XeroEnd => ({
	ContactID: 'x1', Name: 'Person Babc', EmailAddress: 'p@bench.example', AccountNumber: 'A1', ContactStatus: 'ACTIVE',
	Phones: [{ PhoneType: 'MOBILE', PhoneCountryCode: '61', PhoneAreaCode: '', PhoneNumber: '412 000 001' }], ...rest,
});
const before = (rest: Partial<{ name: string; email: string; accountNumber: string; status: string }> = {}): Village['before'] =>
	new Map([['x1', { name: 'Person Babc', email: 'p@bench.example', accountNumber: 'A1', status: 'ACTIVE', ...rest }]]);
const verdictOf = (who: Settler, contacts: XeroEnd[], was: Village['before'] = new Map(), waiting: string[] = []) => judge([who], { contacts, before: was, waiting: new Set(waiting) })[0];

const own = { xeroId: 'x1' };
const customer = before({ name: 'Customer', email: 'p@bench.example' });
const other = before({ email: 'other@bench.example' });
const archived = before({ status: 'ARCHIVED' });

test.each<[string, Verdict, Settler, XeroEnd[], Village['before']?, string[]?]>([
	['new, once and whole', 'right', settler('new'), [contact()]],
	['new, with a suffix on a taken name', 'right', settler('new'), [contact({ Name: 'Person Babc (2)' })]],
	['new, twice', 'duplicate', settler('new'), [contact(), contact({ ContactID: 'x2' })]],
	['new, without the phone', 'wrong', settler('new'), [contact({ Phones: [] })]],
	['new, under another name', 'wrong', settler('new'), [contact({ Name: 'Somebody' })]],
	['new, not there', 'missing', settler('new'), []],
	['new, archived only', 'missing', settler('new'), [contact({ ContactStatus: 'ARCHIVED' })]],
	['new, not there, and told', 'waits', settler('new'), [], new Map(), ['i1']],
	['known, and its account number stayed', 'right', settler('known', own), [contact()], before()],
	['known, and its account number went', 'wrong', settler('known', own), [contact({ AccountNumber: '' })], before()],
	['known, and not brought up to date', 'wrong', settler('known', own), [contact({ Phones: [] })], before()],
	['known, and made again', 'duplicate', settler('known', own), [contact(), contact({ ContactID: 'x2' })], before()],
	['a twin beside the other', 'right', settler('twin'), [contact(), contact({ ContactID: 'x2', Name: 'Person Bx' })]],
	['a twin whose contact the other took', 'wrong', settler('twin'), [contact({ Name: 'Person Bx' })]],
	['a twin that waits beside the other', 'waits', settler('twin'), [contact({ Name: 'Person Bx' })], new Map(), ['i1']],
	['a twin that was made twice', 'duplicate', settler('twin'), [contact(), contact({ ContactID: 'x2' })]],
	['neither twin', 'missing', settler('twin'), []],
	['a lead that took over a customer', 'overwroteAStranger', settler('lead', own), [contact({ Name: 'Mallory' })], customer],
	['a lead that waits', 'waits', settler('lead', own), [contact({ Name: 'Customer' })], customer, ['i1']],
	['a lead of which nobody heard', 'missing', settler('lead', own), [contact({ Name: 'Customer' })], customer],
	['a lead beside the customer', 'duplicate', settler('lead', own), [contact({ Name: 'Customer' }), contact({ ContactID: 'x2', Name: 'Mallory' })], customer],
	['a namesake that took over the other', 'overwroteAStranger', settler('namesake', own), [contact()], other],
	['a namesake beside the other', 'right', settler('namesake', own), [contact({ EmailAddress: 'other@bench.example' }), contact({ ContactID: 'x2', Name: 'Person Babc (2)' })], other],
	['a namesake that waits', 'waits', settler('namesake', own), [contact({ EmailAddress: 'other@bench.example' })], other, ['i1']],
	['a namesake that failed in silence', 'missing', settler('namesake', own), [contact({ EmailAddress: 'other@bench.example' })], other],
	['archived, and a second one', 'duplicate', settler('archived', own), [contact({ ContactStatus: 'ARCHIVED' }), contact({ ContactID: 'x2' })], archived],
	['archived, and restored unasked', 'wrong', settler('archived', own), [contact()], archived],
	['archived, and told', 'waits', settler('archived', own), [contact({ ContactStatus: 'ARCHIVED' })], archived, ['i1']],
])('%s: %s', (...[, verdict, who, contacts, was, waiting]) => {
	expect(verdictOf(who, contacts, was, waiting)).toBe(verdict);
});

test('verdicts are counted, each kind on its own', () => {
	expect(countOf(['right', 'waits', 'right', 'duplicate'])).toEqual({ right: 2, waits: 1, missing: 0, wrong: 0, overwroteAStranger: 0, duplicate: 1 });
});

test('the least there can be of 100,000 people, a fifth of whom Xero knows, is as reckoned by hand', () => {
	expect(leastCalls({ contacts: 100_000, toWrite: 100_000, inXero: 20_000 })).toEqual({ xero: 2_020, intercomReads: 667 });
	expect(leastCalls({ contacts: 1, toWrite: 1, inXero: 0 })).toEqual({ xero: 2, intercomReads: 1 });
});

test.each([[0, 0], [60, 1], [5_000, 5_000 / 60], [5_001, 1_440 + 1 / 60], [200_000, 39 * 1_440 + 5_000 / 60]])('%i calls take %f minutes', (calls, minutes) => {
	expect(minutesAtLimits(calls)).toBeCloseTo(minutes, 6);
});

test.each([[1, 0], [60, 0], [61, 60], [120, 60], [121, 120], [196, 180], [1_960, 1_920]])('%i calls take %i s at the soonest', (calls, seconds) => {
	expect(leastSeconds(calls)).toBe(seconds);
});
