import { FLOWING_FIELDS, type BothWays, type FlowingField } from '../../ledger/bothWays';
import type { CompanyPatch } from '../../intercom/companies/companyEndpoints';
import type { ContactPatch } from '../../intercom/contacts/contactEndpoints';
import type { CustomAttributes } from '../../intercom/profile/profile';
import type { WritableContact } from '../../xero/contact/contact';
import type { BackRecord } from '../record/backRecord';
import type { BothChangedField } from '../record/bothChanged';
import { sameName } from '../record/contactName';
import type { Change } from '../record/outcome';
import type { LastSync } from '../record/record';
import { flowOf, whoChanged, type Flow } from '../record/threeWay';
import { restoredIn } from './archivedInXero';
import type { HeldRecord } from './heldRecord';

/** What the mapping knows of how values look on both sides; lib/mapping/back has it. */
export interface BackWords {
	/** A value in the form in which equal means the same. */
	canonical(field: FlowingField, value: string, settings: { country: string; kind: BackRecord['kind'] }): string;
	/** What the record is called, as the mapping to Xero reads it. */
	nameOf(held: HeldRecord): string;
	/** The attributes that have to change with the name, or the mapping would go by the old ones. */
	attributesWith(name: string, held: HeldRecord, xero: Readonly<Record<string, unknown>>): CustomAttributes;
}

/** What is known of one record besides what both sides hold now. */
export interface MergeSettings {
	bothWays: BothWays;
	/** Of a record of a ledger always there, perhaps without values: then nobody knows what was agreed, and nothing flows. */
	lastSync?: Pick<LastSync, 'values' | 'sourceUpdatedAt'>;
	/** What a person said about values that were changed on both sides. */
	decision?: 'intercom' | 'xero';
	/** What goes to Intercom where nobody remembers what was agreed: what is empty there, or all that differs. */
	withoutBase: 'fillEmpty' | 'xeroWins';
}

/** What is written; of a company it has no phone and no email, of a contact no website. */
export type BackPatch = ContactPatch & CompanyPatch;

/** What to do with the Intercom record of a contact of Xero, decided before anything is sent. */
export type BackPlan =
	| { kind: 'review'; fields: readonly BothChangedField[] }
	| {
			kind: 'merge';
			/** Empty: nothing is written. */
			patch: BackPatch;
			changes: Change[];
			/** Intercom holds a change that Xero is to have. */
			owesXero: boolean;
			/** What both sides agree on from then on, under Xero's names. */
			values: WritableContact;
			notes: string[];
	  };

/**
 * Merges three ways what Xero holds of a contact with what Intercom holds: what was changed in Xero alone goes to Intercom,
 * what was changed in Intercom alone is Xero's to get, and of two changes the policy of the field decides, or a person.
 * Attributes that only Xero fills are written where they differ. To a lead nothing goes: it is whoever typed the email. Pure.
 */
export function mergeBack(back: BackRecord, held: HeldRecord, settings: MergeSettings, words: BackWords): BackPlan {
	if (held.role === 'lead') return { kind: 'merge', patch: {}, changes: [], owesXero: false, values: settings.lastSync?.values ?? {}, notes: [...back.remarks] };
	const flows = fieldsOf(back, settings).map((field) => ({ field, ...flowing(field, back, held, settings, words) }));
	const asked = flows.filter(({ flow }) => flow === 'review');
	if (asked.length > 0) return { kind: 'review', fields: asked.map(({ field, shown }) => ({ field, ...shown })) };
	const patch: BackPatch = {};
	const changes: Change[] = [];
	for (const { field, flow, shown } of flows) {
		if (flow !== 'toIntercom') continue;
		Object.assign(patch, field === 'phone' && shown.xero === '' ? { phone: null } : { [field]: shown.xero });
		changes.push({ field, before: shown.intercom, after: shown.xero });
	}
	const { website } = back.values;
	if (website && held.website.trim() === '' && back.kind === 'company') {
		patch.website = website;
		changes.push({ field: 'website', before: '', after: website });
	}
	const attributes = attributesOf(back, held, patch, words, settings);
	if (Object.keys(attributes).length > 0) patch.custom_attributes = attributes;
	changes.push(...Object.entries(attributes).map(([name, value]) => ({ field: name, before: textOf(held.attributes[name]), after: textOf(value) })));
	// What Xero gives up counts as agreed: then only Intercom's is a change, and goes to Xero whatever is written until then.
	const agreed = flows.filter(({ flow, isAgreed, isGivenUp }) => flow === 'toIntercom' || isAgreed || isGivenUp).map(({ field }) => field);
	const givenUp = flows.filter(({ isGivenUp }) => isGivenUp).map(({ field }) => field);
	const unsure = flows.filter(({ isUnknown }) => isUnknown).map(({ field }) => `${field} left: Intercom and Xero differ, and nobody remembers what they agreed on.`);
	return {
		kind: 'merge', patch, changes, owesXero: flows.some(({ flow }) => flow === 'toXero'),
		values: agreedNow(settings.lastSync?.values ?? {}, back, agreed, givenUp), notes: [...back.remarks, ...unsure],
	};
}

/** Of a company the name alone is in both systems. */
function fieldsOf({ kind, values }: BackRecord, { bothWays }: MergeSettings): FlowingField[] {
	return FLOWING_FIELDS.filter((field) => bothWays.fields.includes(field) && values[field] !== undefined && (kind === 'contact' || field === 'name'));
}

interface Flowing {
	flow: Flow;
	isAgreed: boolean;
	isUnknown: boolean;
	/** Both sides changed it, and Intercom's counts. */
	isGivenUp: boolean;
	shown: Omit<BothChangedField, 'field'>;
}

function flowing(field: FlowingField, back: BackRecord, held: HeldRecord, settings: MergeSettings, words: BackWords): Flowing {
	const { bothWays, lastSync, decision, withoutBase } = settings;
	const canonical = (text: string) => words.canonical(field, text, back);
	const present = field === 'name' ? words.nameOf(held) : held[field];
	// A Name that was never ours says nothing of what was agreed.
	const agreed = isNobodysName(field, lastSync) ? undefined : back.base?.[field];
	const xero = back.values[field] ?? '';
	const shown = { base: agreed ?? '', intercom: present, xero };
	const base = agreed === undefined ? undefined : canonical(agreed);
	const now = canonical(present);
	// An empty value of Intercom says nothing, and nobody is left without a name or an email because Xero has none.
	const intercom = now === '' && base !== undefined ? base : now;
	const other = canonical(xero) === '' && field !== 'phone' ? intercom : canonical(xero);
	const isAgreed = now === canonical(xero);
	if (back.base === undefined && lastSync === undefined) {
		const goes = !isAgreed && other !== intercom && (now === '' || withoutBase === 'xeroWins');
		return { flow: goes ? 'toIntercom' : 'none', isAgreed, isUnknown: !isAgreed && !goes, isGivenUp: false, shown };
	}
	const newer = held.updatedAt * 1_000 > back.xeroUpdatedAt ? 'intercom' : 'xero';
	const values = { base, intercom, xero: other };
	const flow = flowOf(values, { policy: bothWays.whenBothChanged[field], newer, ...(decision && { decision }) });
	return { flow, isAgreed, isUnknown: base === undefined && intercom !== other, isGivenUp: flow === 'toXero' && whoChanged(values) === 'both', shown };
}

/**
 * What a user that was made of a contact has in common with it, under Xero's names: Intercom may not keep what it cannot read. The
 * contact's Name counts as the sync's own only where it is its person's: any other was given in Xero, and stays. Pure.
 */
export function inCommon(back: BackRecord, held: HeldRecord, words: BackWords): WritableContact {
	const same = FLOWING_FIELDS.filter((field) => {
		const value = back.values[field];
		return value !== undefined && words.canonical(field, field === 'name' ? words.nameOf(held) : held[field], back) === words.canonical(field, value, back);
	});
	const { Name, FirstName = '', LastName = '' } = (back.sources.name ?? {}) as WritableContact;
	const isOwn = Name !== undefined && `${FirstName}${LastName}`.trim() !== '' && sameName(Name, `${FirstName} ${LastName}`.trim());
	return agreedNow(isOwn ? { Name } : {}, back, same, []);
}

function isNobodysName(field: FlowingField, lastSync: MergeSettings['lastSync']): boolean {
	return field === 'name' && lastSync !== undefined && lastSync.values.Name === undefined;
}

/** What only Xero fills, or what was changed there alone (an ABN goes to Xero too); and what has to change with a name. */
function attributesOf(back: BackRecord, held: HeldRecord, patch: BackPatch, words: BackWords, { bothWays }: MergeSettings): CustomAttributes {
	const agreed = back.base?.custom_attributes ?? {};
	const own = Object.entries(back.values.custom_attributes ?? {}).filter(([name, value]) => !isSameValue(held.attributes[name], value) && !(Object.hasOwn(agreed, name) && isSameValue(agreed[name], value)));
	const named = patch.name === undefined ? {} : words.attributesWith(patch.name, held, back.sources.name ?? {});
	return { ...Object.fromEntries(own), ...named, ...(bothWays.whenArchived === 'mark' && restoredIn(back.kind, held)) };
}

/** Whether an attribute holds a value. Intercom answers one that was emptied with null, or not at all. Pure. */
export function isSameValue(held: CustomAttributes[string] | undefined, wanted: CustomAttributes[string]): boolean {
	return textOf(held) === textOf(wanted) || (typeof held === 'number' && Number(wanted) === held && textOf(wanted) !== '');
}

function textOf(value: CustomAttributes[string] | undefined): string {
	return value === null || value === undefined ? '' : String(value);
}

/** What was agreed before, with what is agreed anew; of phones the slot in question. */
function agreedNow(before: WritableContact, { sources, kind }: BackRecord, agreed: readonly FlowingField[], givenUp: readonly FlowingField[]): WritableContact {
	const fresh: WritableContact = Object.assign({}, ...agreed.map((field) => sources[field] ?? {}));
	const { Phones: slots, ...others } = fresh;
	const kept = (before.Phones ?? []).filter(({ PhoneType }) => !slots?.some((slot) => slot.PhoneType === PhoneType));
	const phones = [...kept, ...(slots ?? [])];
	const { Name, ...values } = { ...before, ...others, ...(phones.length > 0 && { Phones: phones }) };
	if (givenUp.includes('name') && kind === 'contact') return { ...values, ...(before.Name !== undefined && { Name: before.Name }) };
	const isOurs = kind === 'company' || !agreed.includes('name') || isOursStill(before.Name, fresh);
	return { ...values, ...(isOurs && Name !== undefined && { Name }) };
}

/** A Name that somebody gave in Xero, beside its person, is theirs from then on: no sync may replace it. */
function isOursStill(before: string | undefined, { Name = '', FirstName = '', LastName = '' }: WritableContact): boolean {
	return before !== undefined && (sameName(Name, before) || sameName(Name, `${FirstName} ${LastName}`.trim()));
}
