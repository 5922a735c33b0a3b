import fc from 'fast-check';
import { DEFAULT_BOTH_WAYS, type BothWays } from '../../../lib/ledger/bothWays';
import { decide, type Claims, type DecideOptions, type Decision } from '../../../lib/sync/decide/decide';
import { synced } from '../../../lib/sync/record/outcomes';
import type { LastSync, MappedRecord } from '../../../lib/sync/record/record';
import { flowOf, whoChanged } from '../../../lib/sync/record/threeWay';
import type { WritableContact, XeroContact } from '../../../lib/xero/contact/contact';
import { contactOf, ME, OPTIONS, ORGANISATION, recordOf, viewOf } from './records';

const how: DecideOptions = { ...OPTIONS, nameTaken: 'suffix', conflict: 'intercomWins' };
const JANE = { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' };
const phone = (number: string) => ({ Phones: [{ PhoneType: 'DEFAULT' as never, PhoneCountryCode: '61', PhoneAreaCode: '', PhoneNumber: number }] });
const BASE: WritableContact = { ...JANE, ...phone('412 345 678') };
const at = (ms: number) => ({ UpdatedDateUTC: new Date(ms) as never });

function lastSync(values: WritableContact = BASE): LastSync {
	return { fingerprint: 'before', xeroContactId: 'a', sourceUpdatedAt: 1_700_000_000, xeroUpdatedAt: 1_700_000_000_000, values };
}

function decided(intercom: WritableContact, xero: WritableContact, more: Partial<MappedRecord> = {}, options = how): { decision: Decision; record: MappedRecord; contact: XeroContact } {
	const record = recordOf({ xero: intercom, lastSync: lastSync(), bothWays: DEFAULT_BOTH_WAYS, ...more });
	const contact = contactOf('a', { ...xero, ContactNumber: ME, ...at(1_750_000_000_000) });
	const claims: Claims = { seniors: new Map(), contacts: new Map(), names: new Set() };
	return { decision: decide({ record, lost: 0, broken: 0, sent: 0, requestIds: [] }, viewOf(contact), claims, options), record, contact };
}

/** What is remembered once the decision was carried out, and whether Intercom is owed something. */
function after({ decision, record, contact }: ReturnType<typeof decided>) {
	const body = decision.kind === 'write' ? decision.plan.body : {};
	const kept = decision.kind === 'write' && decision.plan.kind === 'update' ? decision.plan.kept : undefined;
	const facts = { outcome: 'updated' as const, reason: 'x', organisationId: ORGANISATION, xeroContactId: 'a', xeroUpdatedAt: 1 };
	const outcome = decision.kind === 'settled' ? decision.outcome : synced(record, { ...facts, contact: { ...contact, ...body } as XeroContact, ...(kept && { kept }) });
	return 'values' in outcome ? { values: outcome.values, owes: outcome.owesIntercom === true } : null;
}

describe('three values', () => {
	test.each([
		['agreed', { base: 'a', intercom: 'b', xero: 'b' }],
		['unknown', { base: undefined, intercom: 'b', xero: 'c' }],
		['intercom', { base: 'a', intercom: 'b', xero: 'a' }],
		['xero', { base: 'a', intercom: 'a', xero: 'b' }],
		['both', { base: 'a', intercom: 'b', xero: 'c' }],
	] as const)('%s', (who, values) => {
		expect(whoChanged(values)).toBe(who);
	});

	test('the two sides are judged alike: exchanged, the value goes the other way', () => {
		const value = fc.constantFrom('a', 'b', 'c');
		const mirror = { none: 'none', toXero: 'toIntercom', toIntercom: 'toXero', review: 'review' } as const;
		const other = { intercom: 'xero', xero: 'intercom', review: 'review', newest: 'newest' } as const;
		fc.assert(
			fc.property(fc.option(value, { nil: undefined }), value, value, fc.constantFrom('review', 'intercom', 'xero', 'newest'), fc.constantFrom('intercom', 'xero'), (base, intercom, xero, policy, newer) => {
				const flow = flowOf({ base, intercom, xero }, { policy, newer });
				expect(flowOf({ base, intercom: xero, xero: intercom }, { policy: other[policy], newer: other[newer] })).toBe(mirror[flow]);
			}),
		);
	});
});

describe('a record that is synced both ways', () => {
	test('takes no change of Intercom for one where Xero alone was changed: it stays in Xero, is owed to Intercom, and what was agreed is kept', () => {
		const seen = decided({ ...BASE, EmailAddress: 'new@example.com' }, { ...BASE, ...phone('499 999 999') });
		expect(seen.decision).toMatchObject({ kind: 'write', plan: { body: { EmailAddress: 'new@example.com' } } });
		expect(JSON.stringify(seen.decision)).not.toContain('412 345 678');
		expect(after(seen)).toMatchObject({ owes: true, values: { ...phone('412 345 678'), EmailAddress: 'new@example.com' } });
	});

	test('keeps a person renamed in Xero, whole, and owes the name', () => {
		const seen = decided({ ...BASE, EmailAddress: 'new@example.com' }, { ...BASE, Name: 'Janet Doe', FirstName: 'Janet' });
		expect(seen.decision).toMatchObject({ kind: 'write', plan: { changes: [{ field: 'EmailAddress' }] } });
		expect(after(seen)).toMatchObject({ owes: true, values: { Name: 'Jane Doe', FirstName: 'Jane' } });
	});

	test('asks where both were changed, with all three values', () => {
		const { decision } = decided({ ...BASE, ...phone('400 000 000') }, { ...BASE, ...phone('499 999 999') });
		expect(decision).toMatchObject({ kind: 'settled', outcome: { outcome: 'review', reason: 'changedOnBothSides', candidates: [{ xeroContactId: 'a' }] } });
		const message = decision.kind === 'settled' && 'message' in decision.outcome ? decision.outcome.message : '';
		expect(message).toContain('Phone: "+61 412 345 678" before; now "+61 400 000 000" in Intercom and "+61 499 999 999" in Xero.');
	});

	const chosen = (who: BothWays['whenBothChanged']['name']): BothWays => ({ ...DEFAULT_BOTH_WAYS, whenBothChanged: { name: who, phone: who, email: who } });

	test.each([
		['the policy says Intercom', { bothWays: chosen('intercom') }],
		['a person said Intercom', { bothChangedDecision: 'intercom' as const }],
		['Intercom was changed last', { bothWays: chosen('newest'), source: { updatedAt: 1_760_000_000 } }],
	])('writes Intercom\'s where %s, a name that somebody gave in Xero too', (_, more) => {
		const seen = decided({ ...BASE, FirstName: 'Joan', Name: 'Joan Doe' }, { ...BASE, FirstName: 'Janet', LastName: 'Roe' }, more as Partial<MappedRecord>);
		expect(seen.decision).toMatchObject({ kind: 'write', plan: { body: { FirstName: 'Joan', LastName: 'Doe' } } });
		expect(after(seen)).toMatchObject({ owes: false, values: { FirstName: 'Joan' } });
	});

	test.each([
		['the policy says Xero', { bothWays: chosen('xero') }],
		['a person said Xero', { bothChangedDecision: 'xero' as const }],
	])('leaves Xero\'s and owes it where %s', (_, more) => {
		const seen = decided({ ...BASE, ...phone('400 000 000') }, { ...BASE, ...phone('499 999 999') }, more);
		expect(seen.decision).toMatchObject({ kind: 'settled', outcome: { outcome: 'unchanged' } });
		// What Intercom gives up counts as agreed, so that Xero's alone is a change, whatever is decided until it is brought.
		expect(after(seen)).toMatchObject({ owes: true, values: phone('400 000 000') });
	});

	test('owes nothing of fields that do not flow back, of a name that was never ours, to a lead, nor of the same number in another format', () => {
		expect(after(decided(BASE, { ...BASE, EmailAddress: 'other@example.com' }))?.owes).toBe(false);
		const unnamed = lastSync({ FirstName: 'Jane', LastName: 'Doe' });
		expect(after(decided(BASE, { ...BASE, Name: 'Acme Pty Ltd', FirstName: 'Bob' }, { lastSync: unnamed }))?.owes).toBe(false);
		expect(after(decided(BASE, { ...BASE, ...phone('499 999 999') }, { role: 'lead', match: { contactNumber: ME, name: 'Jane Doe' } }))?.owes ?? false).toBe(false);
		const local = { Phones: [{ PhoneType: 'DEFAULT' as never, PhoneCountryCode: '', PhoneAreaCode: '', PhoneNumber: '0412 345 678' }] };
		expect(after(decided(BASE, { ...BASE, ...local }))).toMatchObject({ owes: false });
	});
});

describe('without both ways', () => {
	test('Xero Wins lasts: what was changed in Xero stays however often Intercom changes elsewhere', () => {
		const first = decided({ ...BASE, EmailAddress: 'b@example.com' }, { ...BASE, ...phone('499 999 999') }, { bothWays: undefined }, { ...how, conflict: 'xeroWins' });
		expect(first.decision).toMatchObject({ kind: 'write', plan: { changes: [{ field: 'EmailAddress' }] } });
		const remembered = after(first)!.values!;
		expect(remembered).toMatchObject(phone('412 345 678'));
		const again = decided({ ...BASE, EmailAddress: 'c@example.com' }, { ...BASE, EmailAddress: 'b@example.com', ...phone('499 999 999') }, { bothWays: undefined, lastSync: { ...lastSync(remembered), xeroUpdatedAt: 1_750_000_000_000 } }, { ...how, conflict: 'xeroWins' });
		expect(again.decision).toMatchObject({ kind: 'write', plan: { changes: [{ field: 'EmailAddress' }] } });
	});

	test('Newest Wins leaves what was changed in Xero alone, also where Intercom was changed elsewhere later', () => {
		const { decision } = decided({ ...BASE, EmailAddress: 'b@example.com' }, { ...BASE, ...phone('499 999 999') }, { bothWays: undefined, source: { createdAt: 1, updatedAt: 1_760_000_000 } }, { ...how, conflict: 'newestWins' });
		expect(decision).toMatchObject({ kind: 'write', plan: { changes: [{ field: 'EmailAddress' }] } });
	});
});
