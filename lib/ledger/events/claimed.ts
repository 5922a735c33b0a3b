import type { ContactBalance } from '../../xero/reading/contactBalances';
import type { JsonObject, PersonsDecision } from '../rows/record';
import type { Subject } from '../rows/subject';
import type { BothChangedDecision, Why } from '../rows/work';

/** What a claim may take, and for whom. */
export interface Claim {
	/** New and unique for each claim; every row of the batch carries it. */
	token: string;
	/** The process, for people who look. */
	holder: string;
	/** Rows at most; the trigger's batch size. */
	limit: number;
	/** What goes from Xero to Intercom stays: whoever claims has no output for it. */
	leavesChangedInXero?: true;
	/** A batch of which nothing was heard for half a minute holds up nobody else: another is taken beside it. */
	passesSilent?: true;
	/** Only what Intercom is to be told of what only Xero knows, which costs no call of Xero: after an answer `reserve`. */
	balancesAlone?: true;
}

/** What was synced last, as mapped records carry it; see docs/contracts.md. */
export interface RecalledSync {
	/** Absent where Xero may hold something else, and after it was brought back from Xero. */
	fingerprint?: string;
	xeroContactId: string;
	/** Epoch seconds, of Intercom. */
	sourceUpdatedAt: number;
	/** Epoch ms. */
	xeroUpdatedAt: number;
	values: JsonObject;
}

/** One record of a batch: what the trigger emits, and what Settle wants back. */
export interface ClaimedRecord {
	subject: Subject;
	token: string;
	leaseUntil: number;
	/** `gone`: by the deletion policy; `due`: read it in Intercom and sync it; `changedInXero`: read its contact in Xero and bring it to Intercom, or tell Intercom its balance. */
	output: 'due' | 'gone' | 'changedInXero';
	why: Why;
	topic: string;
	occurredAtSeconds: number;
	attempts: number;
	/** An execution may have written it without having told. */
	uncertain: boolean;
	/** Get Profile is to look whether it is archived. */
	findArchived: boolean;
	/** A person let pass what a stop held: the upsert does not stop it again. */
	approved: boolean;
	/** Only where it was synced as what it is synced as now. */
	lastSync: RecalledSync | null;
	/** Obeyed before any key. */
	decision: PersonsDecision | null;
	/** What the policy does with one that is gone. */
	policy: 'leave' | 'tell' | 'note' | 'archive' | null;
	/** Of a removal, how it is known. */
	goneReason: 'archived' | 'deleted' | 'vanished' | null;
	jobId: string | null;
	/** The upsert compares it with Xero whatever the last sync says, and names each difference. */
	compare?: true;
	/** Of `changedInXero`: its contact in Xero. */
	xeroContactId?: string;
	/** Of `changedInXero`: the newest change that Xero had told of by now, epoch ms. */
	xeroChangedAt?: number;
	/** Of a contact of Xero that has nobody in Intercom: its contact there left. */
	hasLeft?: true;
	/** Of `changedInXero` with `why` balances, and of nothing else: what Intercom is to be told. Xero need not be asked. */
	balance?: ContactBalance;
	/** Whose values a person chose where both sides had changed; for this look alone. */
	bothChangedDecision?: BothChangedDecision;
}

/** What a claim answers. */
export type ClaimAnswer =
	| { claimed: ClaimedRecord[] }
	/** Nothing now, and why (`reserve`: only bulk work is due, and it leaves Xero's last calls of the day to live changes); ask again at `nextAt` or when the store wakes you. */
	| { claimed: []; because: 'nothingDue' | 'reserve' | 'batchRunning' | 'serviceRefuses' | 'notBound'; nextAt: number | null };
