import { flatten } from '../../sandbox/xero/contactRecord';
import type { Sandbox } from '../../sandbox/sandbox';
import type { NastyWorld } from './nastyWorld';

/** A Xero contact by its meaning: every value by path, without Xero's own id and times. */
export type Meaning = Readonly<Record<string, string>>;

/** What Xero holds after a run. */
export interface EndState {
	/** By ContactID for those that were there before, by ContactNumber for those the run created. */
	contacts: Map<string, Meaning>;
	/** ContactNumbers of which the run created more than one active contact, and created contacts without a number. */
	createdTwice: string[];
	/** `contactId field = after` of every change through the API of a contact that was there before. */
	changed: Set<string>;
	/** Intercom ids with a stored reference, and the contact it leads to (key as above). */
	references: Map<string, string>;
}

export function endStateOf(sandbox: Sandbox, world: NastyWorld): EndState {
	const seeded = new Set(world.xero.map(({ ContactID }) => String(ContactID)));
	const contacts = new Map<string, Meaning>();
	const keyOf = new Map<string, string>();
	const createdTwice: string[] = [];
	for (const record of sandbox.xero.organisation().contacts.sorted()) {
		const number = (record.text.ContactNumber ?? '').toLowerCase();
		const key = seeded.has(record.id) ? record.id : number;
		if (key === '' || contacts.has(key)) createdTwice.push(key === '' ? `${record.text.Name} has no number` : key);
		contacts.set(key, flatten(record));
		keyOf.set(record.id, key);
	}
	const changes = sandbox.xero.changes.filter((change) => change.by === 'api' && !change.created && seeded.has(change.contactId));
	const changed = new Set(changes.map(({ contactId, field, after }) => `${contactId} ${field} = ${after}`));
	return { contacts, createdTwice, changed, references: referencesOf(sandbox, keyOf) };
}

function referencesOf(sandbox: Sandbox, keyOf: ReadonlyMap<string, string>): Map<string, string> {
	const references = new Map<string, string>();
	for (const { id, custom } of sandbox.intercom.workspace().contacts.values()) {
		const contactId = custom.xero_contact_id;
		if (typeof contactId === 'string') references.set(id, keyOf.get(contactId) ?? `unknown ${contactId}`);
	}
	return references;
}
