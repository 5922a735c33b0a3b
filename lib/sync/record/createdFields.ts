import type { WritableContact } from '../../xero/contact/contact';
import type { Change } from './outcome';

/** A contact to send to Xero. */
export type ContactBody = WritableContact & { ContactID?: string; ContactNumber?: string };

/** The changes that a new contact is, in the order in which it was sent. Pure. */
export function createdFields(body: ContactBody): Change[] {
	return Object.entries(body).map(([field, value]) => ({ field, before: '', after: valueText(value) }));
}

const BODY = Symbol('body');

/** One descriptor for all, so that all outcomes have one shape. */
const CHANGES: PropertyDescriptor & ThisType<{ [BODY]: ContactBody }> = {
	enumerable: true,
	configurable: true,
	get() {
		return createdFields(this[BODY]);
	},
};

/**
 * The outcome with the changes that `body` was, made anew whenever they are read: those of fifty thousand new contacts would
 * need more memory than all else of a run. A copy (`{ ...outcome }`), JSON and structuredClone have them as plain data.
 */
export function tellingCreated<T extends object>(outcome: T, body: ContactBody): T & { changes: Change[] } {
	return Object.defineProperty(Object.defineProperty(outcome, BODY, { value: body }), 'changes', CHANGES) as T & { changes: Change[] };
}

function valueText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
