import type { LedgerStore } from '../store/port';
import type { Ending } from './flight';
import type { AlertItem, ChangedInXeroItem, DueItem, GoneItem, Origin } from './items';
import type { Wanted } from './rhythm';

/** What an execution starts with. */
export interface Batch {
	due: DueItem[];
	gone: GoneItem[];
	alerts: AlertItem[];
	/** Absent where there are none. */
	changedInXero?: ChangedInXeroItem[];
}

/** Who emits, and how. */
export interface EmitterSetup {
	store: LedgerStore;
	/** This process and workflow, for people who look; unique for each start. */
	holder: string;
	/** Whether the process of another holder is surely no more. */
	isOver: (holder: string) => boolean;
	wanted: Wanted;
	origin: Omit<Origin, 'billTo' | 'bothWays'>;
	/** Name of the workflow, for the message of an alert. */
	workflow: string;
	now: () => number;
	newToken: () => string;
	/**
	 * Whether n8n surely tells when an execution ends. With executions in workers it may not: one whose worker cannot reach the
	 * database is dropped untold, and stays "new" in n8n's list (seen with n8n 2.41.3; `npm run test:queue`).
	 */
	hearsEndings: boolean;
	/** Starts an execution and does not wait for it. @param ended called later, where n8n tells what became of it */
	emit: (batch: Batch, ended?: (ending: Ending) => void) => void;
	/** A fault that somebody has to hear of; once until it is over. */
	tell: (error: unknown) => void;
	/** A fault that was told is over. */
	over: () => void;
}
