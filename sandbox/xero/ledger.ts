import { flatten, type ContactRecord } from './contactRecord';

/** One field of one contact that changed. */
export interface FieldChange {
	organisationId: string;
	contactId: string;
	/** `Name`, `Phones.MOBILE.PhoneNumber`, `Addresses.STREET.City`, `ContactPersons`, `ContactStatus` … */
	field: string;
	before: string;
	after: string;
	/** Whether the change is part of the contact's creation. */
	created: boolean;
	by: 'api' | 'ui';
	/** Journal id of the request; null for changes in the UI. */
	requestId: number | null;
	/** Sandbox time, epoch ms. */
	time: number;
}

export type Author = { by: 'ui'; requestId: null } | { by: 'api'; requestId: number };

/**
 * Every field that changed since the start, oldest first. Seeded contacts are not in it: they are what a scenario
 * starts from. An overwrite is any entry that the scenario did not list.
 */
export class Ledger {
	readonly entries: FieldChange[] = [];
	private readonly listeners = new Set<(changes: FieldChange[]) => void>();

	/** @returns whether anything changed */
	record(
		organisationId: string,
		before: ContactRecord | null,
		after: ContactRecord,
		author: Author,
		time: number,
	): boolean {
		const changes = changedFields(before, after).map((change) => ({
			...change,
			...author,
			organisationId,
			contactId: after.id,
			created: before === null,
			time,
		}));
		this.entries.push(...changes);
		if (changes.length > 0) for (const listener of this.listeners) listener(changes);
		return changes.length > 0;
	}

	/** @returns a function that ends the subscription */
	subscribe(listener: (changes: FieldChange[]) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** Takes back what was recorded since the ledger had this length. */
	rollback(length: number): void {
		this.entries.length = length;
	}

	clear(): void {
		this.entries.length = 0;
	}
}

/** What differs between two states, absent and '' being the same. */
export function changedFields(
	before: ContactRecord | null,
	after: ContactRecord,
): Array<{ field: string; before: string; after: string }> {
	const old = before === null ? {} : flatten(before);
	const fresh = flatten(after);
	const fields = new Set([...Object.keys(old), ...Object.keys(fresh)]);
	return [...fields]
		.filter((field) => (old[field] ?? '') !== (fresh[field] ?? ''))
		.map((field) => ({ field, before: old[field] ?? '', after: fresh[field] ?? '' }));
}

/** A field that a scenario expects to change; a prefix such as `Phones.MOBILE` stands for all below it. */
export interface ExpectedChange {
	contactId: string;
	field: string;
}

/** Changes of existing contacts through the API that the scenario did not list. */
export function overwrites(changes: readonly FieldChange[], expected: readonly ExpectedChange[]): FieldChange[] {
	const listed = (change: FieldChange): boolean =>
		expected.some(
			({ contactId, field }) =>
				contactId === change.contactId && (change.field === field || change.field.startsWith(`${field}.`)),
		);
	return changes.filter((change) => change.by === 'api' && !change.created && !listed(change));
}
