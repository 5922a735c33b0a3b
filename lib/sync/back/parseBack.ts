import type { Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import { isFilled } from '../../http/textOf';
import { isOwnName } from '../../intercom/attributes/attributeNames';
import { contactFields } from '../../xero/contact/contactFrom';
import type { BackRecord, BackValues } from '../record/backRecord';

type Unread = Readonly<Record<string, unknown>>;

/**
 * Reads an item that should carry a contact of Xero as the Xero to Intercom Mapper makes it; items come from anywhere in a
 * workflow.
 * @returns the record, or a failure that names the contact and the field. Pure, never throws.
 */
export function parseBack(value: unknown): { ok: true; back: BackRecord } | { ok: false; failure: Failure } {
	if (!isRecord(value)) return refusal('back (the mapped contact) is missing', '');
	const fault = faultIn(value);
	if (fault !== undefined) return refusal(fault, typeof value.shownName === 'string' ? value.shownName : '');
	const { kind, status, mergedTo, xeroUpdatedAt, values, base, sources, remarks } = value;
	const text = (name: string) => (typeof value[name] === 'string' ? value[name].trim() : '');
	return {
		ok: true,
		back: {
			kind: kind === 'company' ? 'company' : 'contact', xeroContactId: text('xeroContactId').toLowerCase(), xeroContactUrl: text('xeroContactUrl'), organisationId: text('organisationId').toLowerCase(),
			shownName: text('shownName'), contactNumber: text('contactNumber'), email: text('email'), country: text('country'), xeroUpdatedAt: Number(xeroUpdatedAt),
			status: status === 'ARCHIVED' || status === 'GDPRREQUEST' ? status : 'ACTIVE', ...(isFilled(mergedTo) && { mergedTo: mergedTo.trim().toLowerCase() }),
			values: valuesFrom(values as Unread), ...(isRecord(base) && { base: valuesFrom(base) }), sources: sourcesFrom(sources), remarks: Array.isArray(remarks) ? remarks.filter((one): one is string => typeof one === 'string') : [],
		},
	};
}

function faultIn({ kind, xeroContactId, organisationId, xeroUpdatedAt, values, base }: Unread): string | undefined {
	if (kind !== 'contact' && kind !== 'company') return 'back.kind is not contact or company';
	if (!isFilled(xeroContactId)) return 'back.xeroContactId is missing';
	if (!isFilled(organisationId)) return 'back.organisationId is missing';
	if (typeof xeroUpdatedAt !== 'number' || !Number.isFinite(xeroUpdatedAt)) return 'back.xeroUpdatedAt is no time';
	if (!isRecord(values)) return 'back.values (the mapped fields) is missing';
	return valueFault(values, 'values') ?? (isRecord(base) ? valueFault(base, 'base') : undefined);
}

const TEXTS = ['name', 'phone', 'email', 'website'] as const;

function valueFault(values: Unread, where: string): string | undefined {
	const notText = TEXTS.find((field) => values[field] !== undefined && values[field] !== null && typeof values[field] !== 'string');
	if (notText) return `back.${where}.${notText} is not text`;
	const { custom_attributes: attributes } = values;
	if (attributes === undefined || attributes === null) return undefined;
	if (!isRecord(attributes)) return `back.${where}.custom_attributes is no list of attributes`;
	const notPlain = Object.entries(attributes).find(([, value]) => value !== null && !['string', 'number', 'boolean'].includes(typeof value));
	const own = Object.keys(attributes).find(isOwnName);
	if (own !== undefined) return `back.${where}.custom_attributes.${own} says which Xero contact the record is, and only Set Xero Reference writes it`;
	return notPlain && `back.${where}.custom_attributes.${notPlain[0]} is neither text, number nor boolean`;
}

function valuesFrom(values: Unread): BackValues {
	const texts = TEXTS.flatMap((field) => (typeof values[field] === 'string' ? [[field, values[field]] as const] : []));
	const { custom_attributes: attributes } = values;
	return { ...Object.fromEntries(texts), ...(isRecord(attributes) && { custom_attributes: attributes as BackValues['custom_attributes'] }) };
}

/** Whoever merges may rely on texts being texts. */
function sourcesFrom(sources: unknown): BackRecord['sources'] {
	if (!isRecord(sources)) return {};
	return Object.fromEntries(TEXTS.flatMap((field) => (isRecord(sources[field]) ? [[field, contactFields(sources[field])]] : [])));
}

function refusal(fault: string, name: string): { ok: false; failure: Failure } {
	const who = name.trim() === '' ? 'This item' : `The item of the Xero contact "${name.slice(0, 80)}"`;
	return {
		ok: false,
		failure: {
			class: 'validation', reason: 'notABackRecord', message: `${who} is no contact that was mapped for Intercom: ${fault}`,
			nextStep: 'Connect the Mapped output of the Xero to Intercom Mapper to this node.', retryable: false, field: fault.split(' ')[0]!,
		},
	};
}
