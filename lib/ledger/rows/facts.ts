import type { SharedPace } from '../../xero/pace/sharedPace';
import type { Creation } from '../bothWays';
import type { PublishedSettings } from '../settings';
import type { DayFacts } from './day';
import type { JobKind } from './jobKind';
import type { JobCounts, JobReading } from './jobReading';
import type { OtherReasons } from './otherReasons';
import type { Vendor } from './subject';

/** The one workspace and the one organisation of this ledger; set by the first use, changed by nobody. */
export interface Binding {
	workspaceId: string;
	region: 'us' | 'eu' | 'au';
	organisationId: string;
	/** As Xero called it then, for messages. */
	organisationName: string;
	boundAt: number;
	/** Where the credentials name a simulator on this machine in place of a vendor; absent: both are the vendors themselves. */
	simulators?: Simulators;
}

/** Loopback addresses, for the links that a person opens. */
export interface Simulators {
	intercom?: string;
	xero?: string;
}

/** Which process emits; others take over once `until` has passed. */
export interface Emitter {
	holder: string;
	until: number;
}

/**
 * How a service stands. `working`, `refusing` (told) and `recovering` (answers again, not told yet); what becomes of it
 * and when stands in decisions/service.ts.
 */
export interface ServiceHealth {
	state: 'working' | 'refusing' | 'recovering';
	/** Epoch ms since when it is in this state. */
	since: number;
	/** Why it refuses, also while it recovers; null while it works. */
	cause: 'outage' | 'access' | 'organisation' | 'day' | null;
	/** Failures without a success between them: since when, and of which records (a few ids are enough). */
	failingSince: number | null;
	failedRecords: string[];
	lastSuccessAt: number;
	lastFailureAt: number;
	/** While it refuses: no call before this time, then one. */
	nextProbeAt: number;
	/** The last failure in words. */
	message: string;
	nextStep: string;
}

/** How many calls Xero allows yet of its day; decisions/callsLeft.ts. */
export interface QuotaKnowledge {
	/** null: Xero has not said. */
	dayRemaining: number | null;
	/** Epoch ms of that statement. */
	knownAt: number;
	/** Epoch ms at which Xero said that the day ends; null: it did not say. */
	dayEndsAt: number | null;
}

/** Removals that go by the policy `archive`, which the API of Xero cannot undo: many at once wait for a person. */
export interface ArchiveStop {
	state: 'open' | 'holding';
	/** Archived within the hour that began then. */
	hourBegan: number;
	inHour: number;
	/** How many are held. */
	held: number;
}

/** Readings of a whole list, numbered: two of all contacts of Intercom prove that one is no longer there. */
export interface SweepState {
	/** The last sweep that was begun, from 1. */
	number: number;
	state: 'reading' | 'idle';
	startedAt: number;
	/** The two last ones that read every page, the newer first; 0: none yet. */
	complete: [number, number];
	/** Of the readings of what only Xero knows: the last one of which Intercom took the attributes of nobody. Absent: none. */
	refused?: number;
}

/** Whether the upsert of the workflow only previews. */
export interface PreviewState {
	isOn: boolean;
	/** When one that was only previewed is taken again, to see whether it still is so, epoch ms. */
	lookAt: number;
}

/** Which process of n8n calls Xero now; the others wait until `until` has passed. */
export interface XeroTurn {
	holder: string;
	until: number;
	/** When another process last said that it waits, epoch ms; 0: none did. */
	wantedAt: number;
	/** What the holder knows of Xero's limits; null: nothing yet. */
	pace: SharedPace | null;
}

/** Signs what a page of reviews carries, so that only who was shown the page can decide by it; see decisions/pageToken.ts. */
export interface PageSecret {
	/** 32 random bytes, in hexadecimal digits. */
	secret: string;
}

export interface Watermark {
	/** ISO time of Intercom, as Get Changed gave it. */
	value: string;
	at: number;
}

export interface Job {
	kind: JobKind;
	/** `paused`: a person stopped its reading, or no page could be read; `stopped`: it changed unusually many, and waits for a person. */
	state: 'running' | 'paused' | 'stopped' | 'finished' | 'cancelled';
	/** Everything that belongs to it was added. */
	allAdded: boolean;
	total: number;
	done: number;
	counts: JobCounts;
	/** Of `counts.other`, why; absent: none, or a job from before this was kept. */
	otherReasons?: OtherReasons;
	startedAt: number;
	finishedAt: number | null;
	/** Who let it pass; '' where nobody had to. */
	approvedBy: string;
	/** Of one that reads its contacts itself, page by page; null: they are added to it. */
	reading: JobReading | null;
}

/** Facts of which there is one. */
interface SingleFacts {
	binding: Binding;
	emitter: Emitter;
	settings: PublishedSettings;
	'archive stop': ArchiveStop;
	sweep: SweepState;
	/** Of the readings of what only Xero knows. */
	balances: SweepState;
	'quota xero': QuotaKnowledge;
	preview: PreviewState;
	'xero turn': XeroTurn;
	/** By which choice of who is created in Intercom contacts of Xero were looked at last; null: nobody is. */
	creation: { by: Creation | null };
	/** When n8n last lost workers that ran something of this ledger, epoch ms, the oldest first. */
	'lost workers': { at: number[] };
	/** Name of the job that reads pages, or did last: there is one at a time. */
	pages: { jobId: string };
	'page secret': PageSecret;
}

export type FactName = keyof SingleFacts | `service ${Vendor}` | `watermark ${string}` | `day ${string}` | `job ${string}`;

/** What stands under a name. */
export type FactValue<Name extends FactName> = Name extends keyof SingleFacts
	? SingleFacts[Name]
	: Name extends `service ${Vendor}`
		? ServiceHealth
		: Name extends `watermark ${string}`
			? Watermark
			: Name extends `day ${string}`
				? DayFacts
				: Job;

/** A small fact about the ledger as a whole; its value is one JSON text. */
export interface FactRow<Name extends FactName = FactName> {
	name: Name;
	revision: number;
	value: FactValue<Name>;
}
