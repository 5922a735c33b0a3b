import type { Removal, WorkRow } from '../rows/work';

/** What notifications have said of a removal so far. */
export type RemovalKnown = Pick<WorkRow, 'removal' | 'removalAtSeconds' | 'confirmed'>;

export const NO_REMOVAL: RemovalKnown = { removal: 'none', removalAtSeconds: 0, confirmed: false };

type RemovalTopic = 'contact.deleted' | 'company.deleted' | 'contact.archived' | 'contact.unarchive';

/** What becomes of what is known, by topic; `ifLater` where only news of a later time counts: notifications keep no order. */
const AFTER: Readonly<Record<RemovalTopic, Readonly<Record<Removal, 'deleted' | 'archived' | 'returned' | 'asBefore' | 'archivedIfLater' | 'returnedIfLater'>>>> = {
	'contact.deleted': { none: 'deleted', archived: 'deleted', vanished: 'deleted', returned: 'deleted', deleted: 'asBefore' },
	'company.deleted': { none: 'deleted', archived: 'deleted', vanished: 'deleted', returned: 'deleted', deleted: 'asBefore' },
	'contact.archived': { none: 'archived', archived: 'archivedIfLater', vanished: 'archived', returned: 'archivedIfLater', deleted: 'asBefore' },
	'contact.unarchive': { none: 'returned', archived: 'returnedIfLater', vanished: 'returned', returned: 'returnedIfLater', deleted: 'asBefore' },
};

/** Whether the topic says something of a removal. Pure. */
export function tellsOfRemoval(topic: string): topic is RemovalTopic {
	return Object.hasOwn(AFTER, topic);
}

/**
 * What is known of a removal after a notification, whatever order they come in. A deletion is certain and stays; of an
 * archiving and its undoing the later one counts. Anything else changes nothing: Intercom answers for an archived contact
 * as for any other, and tells of it as of any other. Pure.
 */
export function afterNotification({ removal, removalAtSeconds, confirmed }: RemovalKnown, topic: string, occurredAtSeconds: number): RemovalKnown {
	// What comes in may be a whole row of work; what goes out is this much of it.
	const known: RemovalKnown = { removal, removalAtSeconds, confirmed };
	if (!tellsOfRemoval(topic)) return known;
	const after = AFTER[topic][known.removal];
	const isLate = occurredAtSeconds < known.removalAtSeconds;
	switch (after) {
		case 'asBefore':
			return known;
		case 'deleted':
			return { removal: 'deleted', removalAtSeconds: occurredAtSeconds, confirmed: true };
		case 'archived':
		case 'archivedIfLater':
			return isLate && after === 'archivedIfLater' ? known : { removal: 'archived', removalAtSeconds: occurredAtSeconds, confirmed: known.removal === 'archived' && known.confirmed };
		case 'returned':
		case 'returnedIfLater':
			return isLate && after === 'returnedIfLater' ? known : { removal: 'returned', removalAtSeconds: occurredAtSeconds, confirmed: false };
	}
}
