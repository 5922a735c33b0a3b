import type { FlowingField } from '../../ledger/bothWays';
import type { WritableContact, XeroContact } from '../../xero/contact/contact';
import { xeroTime } from '../../xero/contact/xeroTime';
import { phoneAsE164, phoneSpelling } from '../../xero/contact/phone';
import { countryOf } from '../../xero/contact/phoneCountry';
import { foldName } from './contactName';
import { PERSON_NAMES } from './givenName';
import type { MappedRecord } from './record';
import { ruleFor } from './rules';
import { phoneText } from './slotText';
import { flowOf, type Flow, type ThreeValues } from './threeWay';

/** A field that flows both ways, as both sides agreed on it last and hold it now. */
export interface FlowingSide {
	field: FlowingField;
	/** As changes name the fields of Xero that it is made of. */
	changes: readonly string[];
	/** The same, as the contact has them: only these are remembered with it. */
	sources: readonly (keyof WritableContact)[];
	/** Of a phone: which slot. */
	slot?: string;
	values: ThreeValues;
	/** As people read them. */
	shown: ThreeValues;
}

/**
 * The fields of a bound record that flow both ways, with their three values. None of a lead: what a visitor typed goes
 * nowhere, and a visitor is told nothing. None of a company's staff: the contact is their company's. Pure.
 * @param contact as Xero holds it now
 */
export function flowingSides(record: MappedRecord, contact: XeroContact): FlowingSide[] {
	const sides = [
		...(flows('name', record) ? [nameSide(record, contact)] : []), ...(flows('phone', record) ? phoneSides(record, contact) : []), ...(flows('email', record) ? [emailSide(record, contact)] : []),
	];
	return sides.filter((side) => side !== null);
}

/** The name among them; null: it does not flow. Pure. */
export function flowingName(record: MappedRecord, contact: XeroContact): FlowingSide | null {
	return flows('name', record) ? nameSide(record, contact) : null;
}

function flows(field: FlowingField, { bothWays, role, staff }: MappedRecord): boolean {
	return bothWays !== undefined && role !== 'lead' && staff === undefined && bothWays.fields.includes(field);
}

/** Where the value of a side goes. Pure. */
export function flowOfSide({ field, values }: FlowingSide, record: MappedRecord, contact: XeroContact): Flow {
	const newer = record.source.updatedAt * 1_000 > xeroTime(contact.UpdatedDateUTC) ? 'intercom' : 'xero';
	const { bothWays, bothChangedDecision } = record;
	return flowOf(values, { policy: bothWays?.whenBothChanged[field] ?? 'review', newer, ...(bothChangedDecision && { decision: bothChangedDecision }) });
}

/** A person is called by first and last name, whatever Xero's Name has besides; an organisation by its Name. */
function nameSide(record: MappedRecord, contact: XeroContact): FlowingSide | null {
	const { xero, lastSync } = record;
	const fields = record.kind === 'organisation' ? (['Name'] as const) : PERSON_NAMES;
	if (fields.every((field) => xero[field] === undefined)) return null;
	const of = (values: WritableContact | XeroContact) => fields.map((field) => values[field] ?? '').join(' ').trim();
	// A Name that was never ours says nothing of what was agreed, and neither does its person.
	const agreed = lastSync?.values.Name === undefined ? undefined : of(lastSync.values);
	const changes = record.kind === 'organisation' ? ['Name'] : ['Name', ...PERSON_NAMES];
	return sideOf(record, { field: 'name', changes, sources: ['Name', ...PERSON_NAMES], agreed, intercom: of(xero), xero: keptIfEmpty(of(contact), agreed), canonical: foldName });
}

function phoneSides(record: MappedRecord, contact: XeroContact): FlowingSide[] {
	if (record.kind === 'organisation') return [];
	return (record.xero.Phones ?? []).flatMap((wanted): FlowingSide[] => {
		const slot = String(wanted.PhoneType);
		const inSlot = (phones: WritableContact['Phones']) => phones?.find(({ PhoneType }) => String(PhoneType) === slot);
		const left = inSlot(record.lastSync?.values.Phones);
		const present = inSlot(contact.Phones);
		const country = [wanted, left, present].map((phone) => (phone === undefined ? '' : countryOf(phone))).find((code) => code !== '') ?? '';
		const canonical = (text: string) => phoneAsE164(text, country) ?? phoneSpelling(text);
		const agreed = left && phoneText(left);
		return [{ ...sideOf(record, { field: 'phone', changes: [`Phones.${slot}`], sources: ['Phones'], agreed, intercom: phoneText(wanted), xero: phoneText(present), canonical }), slot }];
	});
}

function emailSide(record: MappedRecord, contact: XeroContact): FlowingSide | null {
	const { EmailAddress: intercom } = record.xero;
	if (intercom === undefined || record.kind === 'organisation') return null;
	const agreed = record.lastSync?.values.EmailAddress;
	return sideOf(record, { field: 'email', changes: ['EmailAddress'], sources: ['EmailAddress'], agreed, intercom, xero: keptIfEmpty(contact.EmailAddress ?? '', agreed), canonical: (text) => text.trim().toLowerCase() });
}

/** Nobody is left without a name or an email because Xero has none any more. */
function keptIfEmpty(present: string, agreed: string | undefined): string {
	return present.trim() === '' ? (agreed ?? '') : present;
}

interface Sided {
	field: FlowingField;
	changes: readonly string[];
	sources: readonly (keyof WritableContact)[];
	agreed: string | undefined;
	intercom: string;
	xero: string;
	canonical: (text: string) => string;
}

function sideOf(record: MappedRecord, { field, changes, sources, agreed, intercom, xero, canonical }: Sided): FlowingSide {
	const rule = ruleFor(record, sources[0]!);
	// What Intercom may not write is Xero's to say, and an empty value says nothing where it clears nothing.
	const isSilent = rule.update !== 'always' || (intercom.trim() === '' && !rule.clear);
	const said = isSilent && agreed !== undefined ? agreed : intercom;
	const values = { base: agreed === undefined ? undefined : canonical(agreed), intercom: canonical(said), xero: canonical(xero) };
	return { field, changes, sources, values, shown: { base: agreed, intercom, xero } };
}
