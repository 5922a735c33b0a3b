import type { ForecastKey } from '../rows/forecast';
import type { Subject } from '../rows/subject';
import type { HeldBy, WaitsFor } from '../rows/work';

/** One statement over many rows, which nobody need see one by one. Each raises the revision of what it changes. */
export type ManyRows =
	/** seenSweep of these records becomes `sweep` where it is less. */
	| { do: 'markSeen'; subjects: readonly Subject[]; sweep: number }
	/** Waiting work with this waitsFor: dueAt becomes `dueAt` where it is later, waitsFor NULL. */
	| { do: 'releaseWaitingFor'; waitsFor: WaitsFor; dueAt: number }
	/** Waiting work of the job is held by it. */
	| { do: 'holdJob'; jobId: string }
	/** Waiting confirmed removals that are not approved are held by `archive`. */
	| { do: 'holdRemovals' }
	/** Held work of this stop waits again, due at once, and approved; not so a confirmed removal that another stop than `archive` held: that one is not what was approved. */
	| { do: 'approveHeld'; heldBy: HeldBy; dueAt: number }
	/**
	 * Held work of this stop goes, but for what the person did not say no to: it waits again, due at `at`, of no job, and from Xero where only Xero told of it. Under `archive` that is what is no
	 * confirmed removal, as it is back; under another what `arrived`, changed in Xero or is said to have left. Records of confirmed removals under `archive` become gone at `at`, all columns of
	 * SyncedFacts NULL, and reviews and alerts about them go; where `notesLeft` with `noteLeft` of each person's contact.
	 */
	| { do: 'dropHeld'; heldBy: HeldBy; at: number; notesLeft: boolean }
	/** A record of a contact of Xero whose contact in Intercom left is put there, see leftRecord; what is kept of it already stays as it is. */
	| { do: 'noteLeft'; xeroContactId: string; at: number }
	/** Reviews of this reason go, and the alerts that tell of them, after everybody was let pass or sent away. */
	| { do: 'closeReviews'; reason: string }
	/** Keys of forecasts of the job, which are written before; those that are there stay. */
	| { do: 'keyForecasts'; jobId: string; keys: readonly ForecastKey[] }
	/** Forecasts that were made before `before` go, with their keys, and all but those of the job `keep`; null: of every job. */
	| { do: 'forgetForecasts'; before: number; keep: string | null }
	/** Audit entries before `before` go, and the oldest beyond `keep`. */
	| { do: 'trimAudit'; before: number; keep: number }
	/** Records that left before `before` go, where no work is left of them; not those of contacts of Xero. */
	| { do: 'forgetGone'; before: number }
	/** Facts about days before this one (`YYYY-MM-DD`) go. */
	| { do: 'forgetDays'; before: string }
	/** Record, work, review, alerts, forecasts and audit entries of this one go, whatever their state; and entries that name one of these contacts of Xero, in whatever case, or say that another record was merged into this one. */
	| { do: 'erase'; subject: Subject; xeroContacts: readonly string[] };
