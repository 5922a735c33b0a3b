import { randomUUID } from 'node:crypto';
import { ZERO_GUID } from './answer';
import { isObject, list, type ContactInput } from './contactInput';
import { ADDRESS_LIMITS, NESTED_FIELDS, PHONE_LIMITS, TEXT_FIELDS } from './contactRecord';

/** An element Xero does not take. */
export interface Refusal {
	input: ContactInput;
	/** The contact it is about; null for one that does not exist. */
	id: string | null;
	messages: string[];
	/** Sent phone or address to its own messages. */
	slots: Map<unknown, string[]>;
}

/**
 * The element as Xero sends it back: the input and its errors. In a call without summarised errors a new element
 * carries a ContactID that was never created (xero-php-oauth2 issue 179), otherwise the zero one.
 */
export function writtenError(refusal: Refusal, summarised: boolean): Record<string, unknown> {
	const { input, slots } = refusal;
	const echo: Record<string, unknown> = {
		ContactID: refusal.id ?? (summarised ? ZERO_GUID : randomUUID()),
		...(summarised ? {} : { StatusAttributeString: 'ERROR' }),
	};
	for (const field of [...TEXT_FIELDS, ...NESTED_FIELDS]) if (input[field] !== undefined) echo[field] = input[field];
	return {
		...echo,
		Addresses: list(input.Addresses).filter(isObject).map((slot) => slotEcho(slot, 'AddressType', ADDRESS_LIMITS, slots)),
		Phones: list(input.Phones).filter(isObject).map((slot) => slotEcho(slot, 'PhoneType', PHONE_LIMITS, slots)),
		ContactPersons: list(input.ContactPersons),
		ContactGroups: [],
		HasValidationErrors: true,
		ValidationErrors: refusal.messages.map((Message) => ({ Message })),
	};
}

function slotEcho(
	slot: Record<string, unknown>,
	key: string,
	limits: Readonly<Record<string, number>>,
	problems: Map<unknown, string[]>,
): Record<string, unknown> {
	const echo: Record<string, unknown> = { [key]: slot[key] };
	for (const part of Object.keys(limits)) if (slot[part] !== undefined) echo[part] = slot[part];
	const messages = problems.get(slot) ?? [];
	return messages.length === 0 ? echo : { ...echo, ValidationErrors: messages.map((Message) => ({ Message })) };
}
