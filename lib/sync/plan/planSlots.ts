import type { XeroAddress, XeroContact, XeroPhone } from '../../xero/contact/contact';
import { samePhone } from '../../xero/contact/phone';
import { countryOf } from '../../xero/contact/phoneCountry';
import type { MappedRecord } from '../record/record';
import { mayWrite, ruleFor } from '../record/rules';
import { ADDRESS_PARTS, addressText, phoneText } from '../record/slotText';
import type { PartialPlan } from './planText';

const PHONE_PARTS = ['PhoneCountryCode', 'PhoneAreaCode', 'PhoneNumber'] as const;

/**
 * Plans phones and addresses. Xero merges them by type and may or may not merge inside one, so a touched slot is sent
 * whole and an untouched one not at all. A phone written in another format is no change. Pure.
 */
export function planSlots(record: MappedRecord, current: XeroContact): PartialPlan {
	const plan: PartialPlan = { body: {}, changes: [], notes: [] };
	planPhones(plan, record, current);
	planAddresses(plan, record, current);
	return plan;
}

function planPhones(plan: PartialPlan, record: MappedRecord, current: XeroContact): void {
	const rule = ruleFor(record, 'Phones');
	const touched: XeroPhone[] = [];
	for (const desired of record.xero.Phones ?? []) {
		const present = current.Phones?.find((phone) => phone.PhoneType === desired.PhoneType);
		const before = phoneText(present);
		const after = phoneText(desired);
		if (before === after || (present && before !== '' && after !== '' && samePhone(present, desired, countryOf(desired)))) continue;
		if (!mayWrite(rule, after === '', before === '')) continue;
		touched.push(whole(desired, PHONE_PARTS));
		plan.changes.push({ field: `Phones.${desired.PhoneType}`, before, after });
	}
	if (touched.length > 0) plan.body.Phones = touched;
}

function planAddresses(plan: PartialPlan, record: MappedRecord, current: XeroContact): void {
	const rule = ruleFor(record, 'Addresses');
	const touched: XeroAddress[] = [];
	for (const desired of record.xero.Addresses ?? []) {
		const present = current.Addresses?.find((address) => address.AddressType === desired.AddressType);
		const before = addressText(present);
		const after = addressText(desired);
		if (before === after || !mayWrite(rule, after === '', before === '')) continue;
		const field = `Addresses.${desired.AddressType}`;
		const others = ADDRESS_PARTS.filter((part) => desired[part] === undefined && (present?.[part] ?? '').trim() !== '');
		if (others.length > 0) {
			plan.notes.push(keptAddress(field, others));
			continue;
		}
		touched.push(whole(desired, ADDRESS_PARTS));
		plan.changes.push({ field, before, after });
	}
	if (touched.length > 0) plan.body.Addresses = touched;
}

/** Mixed with the mapped parts they would make an address where nobody lives; sent without them, they would be lost. */
function keptAddress(field: string, parts: readonly string[]): string {
	return `${field} kept: Xero also has ${parts.join(', ')}, which the mapping does not fill. Map every part of the address to have it follow Intercom.`;
}

/** The slot with every part named, empty where it has no value. */
function whole<T extends object, K extends keyof T>(slot: T, parts: readonly K[]): T {
	return { ...Object.fromEntries(parts.map((part) => [part, ''])), ...slot };
}
