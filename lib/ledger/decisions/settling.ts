import type { SettledAnswer, Settlement } from '../events/settlement';
import type { ServiceHealth } from '../rows/facts';
import type { RecordRow } from '../rows/record';
import type { Vendor } from '../rows/subject';
import type { Arrived, RunningWork } from '../rows/work';
import type { LedgerSettings } from '../settings';
import type { Change, Found } from '../store/step';
import { rewrite } from './rewrite';
import { waiting } from './workRow';

/** What all settlements of a batch share. */
export interface Settling {
	found: Found;
	settings: LedgerSettings;
	now: number;
	/** How the services stand after this batch. */
	health: Readonly<Record<Vendor, ServiceHealth>>;
	/** Who answered within it. */
	answered: ReadonlySet<Vendor>;
	organisationId: string;
	sweep: number;
}

/** What one settlement does. */
export interface Settled {
	became: SettledAnswer['became'];
	nextAt: number | null;
	changes: Change[];
}

/** The work of a settlement: null where it came from no claim. */
export type ItsWork = RunningWork | null;

/** The cause, for the audit log. Pure. */
export function causeOfWork(work: ItsWork): Pick<RunningWork, 'why' | 'topic'> {
	return work ?? { why: 'byHand', topic: '' };
}

/** The record as it was just seen in Intercom: it is there, in these segments. Pure. */
export function seen(record: RecordRow, { segments }: Pick<Settlement, 'segments'>, sweep: number): RecordRow {
	return { ...record, seenSweep: Math.max(record.seenSweep, sweep), segments: segments === undefined ? record.segments : segments };
}

/** It was not synced, and something came meanwhile from Intercom: due at once, for that. Pure. */
export function againFor({ why, topic, priority }: Arrived, work: RunningWork, more: Parameters<typeof waiting>[1], now: number): Settled {
	return { became: 'again', nextAt: now, changes: rewrite('work', work, waiting(work, { ...more, why, topic, priority, fromIntercom: true, dueAt: now }), 'news') };
}
