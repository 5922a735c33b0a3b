import fc from 'fast-check';
import { FLOWING_FIELDS, WHEN_BOTH_CHANGED, type BothWays } from '../../../../lib/ledger/bothWays';
import { backRecord, type BackSettings } from '../../../../lib/mapping/back/backRecord';
import { heldContact, type HeldRecord } from '../../../../lib/sync/back/heldRecord';
import { mergeBack, type BackPatch, type BackPlan, type MergeSettings } from '../../../../lib/sync/back/mergeBack';
import { parseBack } from '../../../../lib/sync/back/parseBack';
import type { BackRecord } from '../../../../lib/sync/record/backRecord';
import { contactFrom as intercomContactFrom } from '../../../../lib/intercom/contacts/contactFrom';
import type { CustomAttributes } from '../../../../lib/intercom/profile/profile';
import type { WritableContact, XeroContact, XeroPhone } from '../../../../lib/xero/contact/contact';
import { contactFrom } from '../../../../lib/xero/contact/contactFrom';
import { backWords } from '../../../../nodes/IntercomContactUpsert/backWords';
import { ME, ORGANISATION } from '../records';

export const XERO_ID = '6f1c2ad0-0000-4000-8000-000000000001';
export const SETTINGS: BackSettings = { kind: 'ledger', country: 'AU', names: 'person', phoneSlot: 'auto', abnAttribute: 'abn', assignments: [], unusableValue: 'leaveOut' };
export const ALL: BothWays = { fields: FLOWING_FIELDS, whenBothChanged: { name: 'review', phone: 'review', email: 'review' }, whenArchived: 'leave' };

export const phoneIn = (PhoneType: XeroPhone['PhoneType'], PhoneNumber: string): XeroPhone => ({ PhoneType, PhoneCountryCode: PhoneNumber === '' ? '' : '61', PhoneAreaCode: '', PhoneNumber });

/** Jane Doe, as the last sync left her in Xero. */
export const BASE: WritableContact = { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@acme.example', Phones: [phoneIn('DEFAULT', '412 345 678')] };

/** Intercom's side of one person. */
export interface Held {
	role: 'user' | 'lead';
	name: string | null;
	phone: string | null;
	email: string | null;
	custom_attributes: CustomAttributes;
	updated_at: number;
}

export const HELD: Held = { role: 'user', name: 'Jane Doe', phone: '+61412345678', email: 'jane@acme.example', custom_attributes: {}, updated_at: 1_750_000_000 };

export const xeroOf = (values: WritableContact): XeroContact => ({ ...values, ContactID: XERO_ID, ContactNumber: ME, ContactStatus: 'ACTIVE', UpdatedDateUTC: '/Date(1751000000000+0000)/' });
export const heldOf = (held: Held): HeldRecord => heldContact(intercomContactFrom({ ...held, id: ME })!.contact, ORGANISATION);
export const lastSyncOf = (values: WritableContact): NonNullable<MergeSettings['lastSync']> => ({ values, sourceUpdatedAt: 1_740_000_000 });

/** As the mapper hands it over, read as it comes out of an item. @param base null: no ledger */
export function backOf(xero: WritableContact, base: WritableContact | null, kind: 'contact' | 'company' = 'contact', settings: Partial<BackSettings> = {}): BackRecord {
	const ledger = base && { kind, id: ME, organisationId: ORGANISATION, lastSync: { xeroContactId: XERO_ID, values: base } };
	const result = backRecord(contactFrom(xeroOf(xero)), ledger, ORGANISATION, { ...SETTINGS, ...settings, ...(base === null && { kind }) });
	if (result.kind !== 'mapped') throw new Error(JSON.stringify(result));
	const parsed = parseBack(JSON.parse(JSON.stringify(result.record)));
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.back;
}

export function merge(xero: WritableContact, base: WritableContact | null, held: Held, more: Partial<MergeSettings> = {}): BackPlan {
	return mergeBack(backOf(xero, base), heldOf(held), { bothWays: ALL, withoutBase: 'fillEmpty', ...(base && { lastSync: lastSyncOf(base) }), ...more }, backWords);
}

/** Intercom once the patch is written. */
export function written(held: Held, { name, phone, email, custom_attributes }: BackPatch): Held {
	return { ...held, ...(name !== undefined && { name }), ...(phone !== undefined && { phone }), ...(email !== undefined && { email }), custom_attributes: { ...held.custom_attributes, ...custom_attributes } };
}

const names = fc.constantFrom<readonly [string, string]>(['Jane', 'Doe'], ['Janet', 'Doe'], ['Mary', 'Smith Jones'], ['Mary Smith', 'Jones'], ['太郎', '山田'], ['Pat', "O'Dell & Sons"], ['Dr Jane', 'Doe'], ['Robert', 'Downey Jr'], ['ジョン', 'スミス'], ['יעל', 'לוי'], ['', 'Doe'], ['Jane', ''], ['', '']);
const organisation = fc.constantFrom<string | null>(null, null, null, 'Acme Pty Ltd', 'Jane Doe (jane@acme.example)', 'Doe, Jane (VIP)', 'jane@acme.example');
const number = fc.constantFrom('412 345 678', '499 999 999', '2 9374 4000', '');
const slots = fc.record({ DEFAULT: fc.option(number, { nil: undefined }), MOBILE: fc.option(number, { nil: undefined }), FAX: fc.option(number, { nil: undefined }) }).map((of) =>
	(['DEFAULT', 'MOBILE', 'FAX'] as const).flatMap((slot) => (of[slot] === undefined ? [] : [phoneIn(slot, of[slot])])));
const emails = fc.constantFrom('jane@acme.example', 'JANE@acme.example', 'new@acme.example', '');

/** What Xero holds of a person. */
export const inXero: fc.Arbitrary<WritableContact> = fc.record({ names, organisation, Phones: slots, EmailAddress: emails }).map(({ names: [FirstName, LastName], organisation: called, ...others }) => {
	const Name = called ?? `${FirstName} ${LastName}`.trim();
	return { Name: Name === '' ? 'jane@acme.example' : Name, FirstName, LastName, ...others };
});

/** What the ledger remembers: some fields, and a Name only where it was ours. */
export const remembered: fc.Arbitrary<WritableContact> = fc.tuple(inXero, fc.subarray(['Name', 'FirstName', 'LastName', 'Phones', 'EmailAddress'] as const, { minLength: 3 })).map(([whole, kept]) => Object.fromEntries(kept.map((field) => [field, whole[field]])));

export const inIntercom: fc.Arbitrary<Held> = fc.record({
	role: fc.constant('user' as const), name: fc.constantFrom('Jane Doe', 'Janet Doe', 'Mary Smith Jones', '山田 太郎', "Pat O&#39;Dell &amp; Sons", 'יוסי כהן', '\u200fיעל לוי\u200e', 'Visitor', '', null),
	phone: fc.constantFrom('+61412345678', '0499 999 999', '(02) 9374 4000', null), email: fc.constantFrom('jane@acme.example', 'other@acme.example', null),
	custom_attributes: fc.constantFrom<CustomAttributes>({}, {}, { first_name: 'Jane', last_name: 'Doe' }, { first_name: 'Mary' }, { last_name: 'Jones' }), updated_at: fc.constantFrom(1_740_000_000, 1_750_000_000, 1_760_000_000),
});

const policy = fc.constantFrom(...WHEN_BOTH_CHANGED);
export const ways: fc.Arbitrary<BothWays> = fc.record({ fields: fc.subarray([...FLOWING_FIELDS]), whenBothChanged: fc.record({ name: policy, phone: policy, email: policy }), whenArchived: fc.constantFrom('leave', 'mark', 'review') });
export const decision = fc.constantFrom<'intercom' | 'xero' | undefined>(undefined, 'intercom', 'xero');
