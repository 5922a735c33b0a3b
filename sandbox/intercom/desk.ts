import type { ContactRecord } from './model';
import type { SwitchName } from '../switches/switches';
import type { Topic } from './topics';
import type { Workspace } from './workspace';

/** Who changes a record: a call of the API, or a person in Intercom's own pages. */
export type Origin = 'api' | 'person';

/** What an operation on a workspace is given. */
export interface Desk {
	workspace: Workspace;
	/** Epoch ms. */
	now: number;
	origin: Origin;
	switchOf(name: Extract<SwitchName, `intercom.${string}`>): string;
	/** Sends a notification of this topic to every app that wants it. */
	announce(topic: Topic, item: unknown): void;
}

/** One contact as a notification shows it; a second notification of one change has whole seconds in updated_at. */
export interface ContactShown {
	contact: ContactRecord;
	created?: boolean;
	second?: boolean;
}
