import { omit } from 'es-toolkit';
import fc from 'fast-check';
import { FLOWING_FIELDS, type FlowingField } from '../../../../lib/ledger/bothWays';
import { mapContactToPerson } from '../../../../lib/mapping/person/person';
import { withRemembered } from '../../../../lib/mapping/remembered';
import { mergeBack, type BackPlan } from '../../../../lib/sync/back/mergeBack';
import { decide } from '../../../../lib/sync/decide/decide';
import { sameName } from '../../../../lib/sync/record/contactName';
import { parseRecord } from '../../../../lib/sync/record/parseRecord';
import { backWords } from '../../../../nodes/IntercomContactUpsert/backWords';
import type { WritableContact } from '../../../../lib/xero/contact/contact';
import { profileOf, settingsOf } from '../../mapping/profiles';
import { ME, OPTIONS, viewOf } from '../records';
import { ALL, backOf, BASE, decision, HELD, heldOf, inIntercom, inXero, lastSyncOf, merge, phoneIn, remembered, ways, written, XERO_ID, xeroOf, type Held } from './merging';

const RENAMED: WritableContact = { ...BASE, Name: 'Janet Roe', FirstName: 'Janet', LastName: 'Roe' };

function merged(plan: BackPlan): Extract<BackPlan, { kind: 'merge' }> {
	if (plan.kind !== 'merge') throw new Error(`Review: ${JSON.stringify(plan.fields)}`);
	return plan;
}

/** What the way to Xero writes once the way back is done. */
function forward(held: Held, xero: WritableContact, values: WritableContact, bothWays = ALL) {
	const person = mapContactToPerson(profileOf({ ...held, id: ME }), settingsOf({ defaultCountry: 'AU', unreadablePhone: 'leaveOut', mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'DEFAULT' } }));
	const lastSync = { xeroContactId: XERO_ID, sourceUpdatedAt: 1, xeroUpdatedAt: 1_751_000_000_000, values };
	const mapped = withRemembered(person, { kind: 'contact', id: ME, billTo: 'person', bothWays, lastSync });
	if (mapped.kind !== 'mapped') return null;
	const parsed = parseRecord(JSON.parse(JSON.stringify(mapped.record)));
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return decide({ record: parsed.record, lost: 0, broken: 0, sent: 0, requestIds: [] }, viewOf(xeroOf(xero)), { seniors: new Map(), contacts: new Map(), names: new Set() }, { ...OPTIONS, nameTaken: 'suffix', conflict: 'intercomWins' });
}

describe('one field', () => {
	test('changed in Xero alone goes to Intercom, and is agreed on from then on', () => {
		const plan = merged(merge(RENAMED, BASE, HELD));
		expect(plan).toMatchObject({ patch: { name: 'Janet Roe' }, changes: [{ field: 'name', before: 'Jane Doe', after: 'Janet Roe' }], owesXero: false, values: { Name: 'Janet Roe', FirstName: 'Janet', LastName: 'Roe' } });
	});

	test('changed in Intercom alone is owed to Xero, and what was agreed stays', () => {
		expect(merge(BASE, BASE, { ...HELD, name: 'Joan Doe' })).toMatchObject({ kind: 'merge', patch: {}, owesXero: true, values: { Name: 'Jane Doe', FirstName: 'Jane' } });
	});

	test('changed on both sides waits for a person, with three values', () => {
		expect(merge(RENAMED, BASE, { ...HELD, name: 'Joan Doe' })).toEqual({ kind: 'review', fields: [{ field: 'name', base: 'Jane Doe', intercom: 'Joan Doe', xero: 'Janet Roe' }] });
	});

	test.each([[1_760_000_000, 'intercom'], [1_750_000_000, 'xero']] as const)('with the policy newest, Intercom as of %d: %s', (updated_at, winner) => {
		const newest = { ...ALL, whenBothChanged: { ...ALL.whenBothChanged, name: 'newest' as const } };
		const plan = merged(merge(RENAMED, BASE, { ...HELD, name: 'Joan Doe', updated_at }, { bothWays: newest }));
		expect(plan).toMatchObject(winner === 'xero' ? { patch: { name: 'Janet Roe' }, owesXero: false } : { patch: {}, owesXero: true });
	});

	test('emptied in Xero empties the phone, and neither a name nor an email', () => {
		expect(merged(merge({ ...BASE, Name: 'jane@acme.example', FirstName: '', LastName: '', EmailAddress: '', Phones: [] }, BASE, HELD))).toMatchObject({ patch: { phone: null }, owesXero: false });
	});

	test('of first_name and last_name goes with them, or the way to Xero would undo it', () => {
		const held = { ...HELD, custom_attributes: { first_name: 'Jane', last_name: 'Doe' } };
		const { patch, values } = merged(merge(RENAMED, BASE, held));
		expect(patch).toEqual({ name: 'Janet Roe', custom_attributes: { first_name: 'Janet', last_name: 'Roe' } });
		expect(forward(written(held, patch), RENAMED, values)).toMatchObject({ kind: 'settled', outcome: { outcome: 'unchanged' } });
	});

	test('written with HTML escapes or from right to left in Intercom is no change', () => {
		const xero = { ...BASE, Name: "Pat O'Dell & Co", FirstName: 'Pat', LastName: "O'Dell & Co" };
		expect(merge(xero, xero, { ...HELD, name: 'Pat O&#39;Dell &amp; Co' })).toMatchObject({ patch: {}, owesXero: false });
		const hebrew = { ...BASE, Name: 'יעל לוי', FirstName: 'יעל', LastName: 'לוי' };
		expect(merge(hebrew, hebrew, { ...HELD, name: '\u200fיעל לוי\u200e' })).toMatchObject({ patch: {}, owesXero: false });
		expect(merged(merge(hebrew, BASE, HELD)).patch).toEqual({ name: 'יעל לוי' });
	});
});

describe('without a ledger', () => {
	test('what is empty is filled, what differs is left and named; or Xero wins', () => {
		const plan = merged(merge(RENAMED, null, { ...HELD, phone: null }));
		expect(plan.patch).toEqual({ phone: '+61412345678' });
		expect(plan.notes).toEqual(['name left: Intercom and Xero differ, and nobody remembers what they agreed on.']);
		expect(merged(merge(RENAMED, null, HELD, { withoutBase: 'xeroWins' })).patch).toEqual({ name: 'Janet Roe' });
	});

	test('a base that an item lost on its way counts as none that is known, not as no ledger', () => {
		const back = omit(backOf(RENAMED, BASE), ['base']);
		const settings = { bothWays: ALL, withoutBase: 'xeroWins' as const, lastSync: lastSyncOf(BASE) };
		expect(mergeBack(back, heldOf(HELD), settings, backWords)).toMatchObject({ kind: 'merge', patch: {} });
	});
});

describe('an organisation', () => {
	const acme = (xero: WritableContact, base: WritableContact | null, attributes: Record<string, string>, name = 'Acme') =>
		merged(mergeBack(backOf(xero, base, 'company'), { ...heldOf(HELD), role: 'company', name, website: '', phone: '', email: '', attributes }, { bothWays: ALL, withoutBase: 'fillEmpty', ...(base && { lastSync: lastSyncOf(base) }) }, backWords));

	test('brings its name and the ABN that was changed in Xero', () => {
		const plan = acme({ Name: 'Acme Pty Ltd', TaxNumber: '51824753556' }, { Name: 'Acme', TaxNumber: '53004085616' }, { abn: '53 004 085 616' });
		expect(plan).toMatchObject({ patch: { name: 'Acme Pty Ltd', custom_attributes: { abn: '51 824 753 556' } }, values: { Name: 'Acme Pty Ltd' } });
	});

	test('keeps an ABN that was changed in Intercom alone', () => {
		expect(acme({ Name: 'Acme', TaxNumber: '53004085616' }, { Name: 'Acme', TaxNumber: '53004085616' }, { abn: '51 824 753 556' }).patch).toEqual({});
	});

	test('brings an ABN of which nobody remembers anything where it differs', () => {
		expect(acme({ Name: 'Acme', TaxNumber: '53004085616' }, { Name: 'Acme' }, {}).patch).toEqual({ custom_attributes: { abn: '53 004 085 616' } });
	});

	test('has no phone and no email that flows', () => {
		expect(acme({ ...BASE, Name: 'Acme', EmailAddress: 'new@acme.example', Phones: [phoneIn('DEFAULT', '499 999 999')] }, { ...BASE, Name: 'Acme' }, {}).patch).toEqual({ custom_attributes: undefined }.custom_attributes ?? {});
	});
});

test('the mark of a contact that was archived goes when it is active again, where marks are made', () => {
	const held = { ...HELD, custom_attributes: { xero_contact_status: 'ARCHIVED' } };
	expect(merged(merge(BASE, BASE, held, { bothWays: { ...ALL, whenArchived: 'mark' } })).patch).toEqual({ custom_attributes: { xero_contact_status: 'ACTIVE' } });
	expect(merged(merge(BASE, BASE, held)).patch).toEqual({});
});

describe('whatever both sides hold', () => {
	const runs = { numRuns: 1_000 };
	const base = fc.option(remembered, { nil: null });
	const withoutBase = fc.constantFrom('fillEmpty' as const, 'xeroWins' as const);

	test('nothing flows to a lead, nor is owed of one', () => {
		fc.assert(fc.property(inXero, base, inIntercom, ways, decision, withoutBase, (xero, known, held, bothWays, said, without) => {
			const plan = merge(xero, known, { ...held, role: 'lead', custom_attributes: { xero_contact_status: 'ARCHIVED' } }, { bothWays, withoutBase: without, ...(said && { decision: said }) });
			expect(plan).toMatchObject({ kind: 'merge', patch: {}, changes: [], owesXero: false });
		}), runs);
	});

	test('nothing flows where a ledger remembers nothing of the field', () => {
		fc.assert(fc.property(inXero, inIntercom, ways, decision, withoutBase, (xero, held, bothWays, said, without) => {
			const plan = merge(xero, {}, held, { bothWays: { ...bothWays, whenArchived: 'leave' }, withoutBase: without, ...(said && { decision: said }) });
			expect(plan).toMatchObject({ kind: 'merge', patch: {}, changes: [], owesXero: false });
		}), runs);
	});

	test('of a field exactly one comes: it is written, owed to Xero, asked about, or nothing; of fields that do not flow nothing', () => {
		fc.assert(fc.property(inXero, base, inIntercom, ways, fc.constantFrom(...FLOWING_FIELDS), decision, (xero, known, held, bothWays, field, said) => {
			const plan = merge(xero, known, held, { bothWays: { ...bothWays, fields: [field], whenArchived: 'leave' }, ...(said && { decision: said }) });
			const { custom_attributes: attributes, ...fields } = plan.kind === 'merge' ? plan.patch : {};
			const ways = [plan.kind === 'review', field in fields, plan.kind === 'merge' && plan.owesXero].filter(Boolean);
			expect(ways.length).toBeLessThanOrEqual(1);
			expect(Object.keys(fields).filter((one) => one !== field)).toEqual([]);
			expect(Object.keys(attributes ?? {}).filter((one) => field !== 'name' || !['first_name', 'last_name'].includes(one))).toEqual([]);
			expect(plan.kind === 'review' && said !== undefined).toBe(false);
		}), runs);
	});

	test('merged again after the write, nothing is written; and the way to Xero writes nothing in that field', () => {
		fc.assert(fc.property(inXero, remembered, inIntercom, ways, (xero, known, held, bothWays) => {
			const plan = merge(xero, known, held, { bothWays });
			fc.pre(plan.kind === 'merge');
			const { patch, values } = merged(plan);
			const after = written(held, patch);
			expect(merge(xero, values, after, { bothWays })).toMatchObject({ kind: 'merge', patch: {} });
			const decided = forward(after, xero, values, bothWays);
			const body = decided?.kind === 'write' ? decided.plan.body : {};
			const fields: Readonly<Record<FlowingField, readonly string[]>> = { name: ['Name', 'FirstName', 'LastName'], phone: ['Phones'], email: ['EmailAddress'] };
			const mayWrite = (field: FlowingField) => field !== 'phone' || known.Phones?.some(({ PhoneType }) => PhoneType === 'DEFAULT') === true;
			for (const field of FLOWING_FIELDS) if (patch[field] !== undefined && mayWrite(field)) expect([field, Object.keys(body).filter((one) => fields[field].includes(one))]).toEqual([field, []]);
		}), runs);
	});

	test('what is remembered never makes a Name ours that was never ours or that somebody gave in Xero, and no other slot of the phone is touched', () => {
		fc.assert(fc.property(inXero, remembered, inIntercom, ways, decision, (xero, known, held, bothWays, said) => {
			const plan = merge(xero, known, held, { bothWays, ...(said && { decision: said }) });
			fc.pre(plan.kind === 'merge');
			const { values } = merged(plan);
			const { Name = '', FirstName = '', LastName = '' } = xero;
			const wasOurs = known.Name !== undefined && (sameName(Name, known.Name) || sameName(Name, `${FirstName} ${LastName}`));
			if (!wasOurs) expect(values.Name === undefined || !sameName(values.Name, Name)).toBe(true);
			const own = known.Phones?.find(({ PhoneType }) => PhoneType === 'DEFAULT') ?? known.Phones?.find(({ PhoneType }) => PhoneType === 'MOBILE');
			const slot = own?.PhoneType ?? 'none';
			const others = (phones: WritableContact['Phones']) => phones?.filter(({ PhoneType }) => PhoneType !== slot) ?? [];
			if (own !== undefined) expect(others(values.Phones)).toEqual(others(known.Phones));
			expect(others(values.Phones).filter(({ PhoneType }) => PhoneType === 'FAX')).toEqual(others(known.Phones).filter(({ PhoneType }) => PhoneType === 'FAX'));
			expect(values.Addresses).toEqual(known.Addresses);
		}), runs);
	});
});
