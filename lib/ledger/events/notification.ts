import type { Subject } from '../rows/subject';

/** What a signed notification tells about one record; made by notificationFacts.ts. */
export interface NotificationFacts {
	subject: Subject;
	/** Intercom's topic, such as `contact.user.updated`. */
	topic: string;
	/** Intercom's time of the notification. */
	occurredAtSeconds: number;
	/** updated_at of the record as shown; null: not shown. */
	updatedAtSeconds: number | null;
	/** What is shown of the record, by shownState.ts; null: it is not shown whole. */
	shown: string | null;
	/** The Xero reference as shown, '' where empty; null: not shown. */
	reference: { xeroContactId: string; organisationId: string } | null;
	/** Contacts that were merged into this one. */
	mergedIds: readonly string[];
}

/** What became of a notification. All are answered with 200 once the step is on disk. */
export type Received =
	/** A row of work was made or is due now: the trigger wakes. */
	| { took: 'work' }
	/** Work runs at this moment; whether this was news is known when it is settled. */
	| { took: 'afterRunning' }
	/** Held by a stop, or an archiving told of too late: the row knows, nothing is due. */
	| { took: 'noted' }
	/** Nothing that is mapped has changed: an equal state, our own echo, an older state. Nothing was written. */
	| { took: 'noise' }
	/** It left Intercom for good before; a person said never to sync it; or companies are not synced. Nothing was written. */
	| { took: 'nothing' };
