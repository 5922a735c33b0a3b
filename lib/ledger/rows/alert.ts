import type { SubjectKind } from './subject';

export interface AlertLink {
	title: string;
	url: string;
}

/** What is to be told. */
export interface AlertText {
	title: string;
	message: string;
	nextStep: string;
	links: AlertLink[];
	/** Something is over, or right again. */
	good: boolean;
}

/**
 * How far the telling of one state is. A way is a channel of its own: the alert address, or a node that the workflow has for
 * it. In a round each that has not heard is told once, one after the other.
 */
export interface Telling {
	/** Ways that took it: they hear no more of this state. */
	heard: readonly string[];
	/** Ways of this round that did not take it, or of which nobody knows. */
	refused: readonly string[];
	/** Ways of this round that are still to be told; the first is the one that an execution tells. */
	left: readonly string[];
}

interface AlertColumns {
	/** What it is about, such as `xero` or `review contact 6961d4`; the primary key. */
	key: string;
	revision: number;
	/** The state of its subject, `over` at the end; told once for each. */
	subjectState: string;
	/** The state that a channel took last; null: nobody has heard of it. */
	toldState: string | null;
	/** Goes once it was told (`news`), or stays while it holds, so that it is not told again (`lasting`). */
	lasts: 'news' | 'lasting';
	/** Whether the end is told too; a record's is not, it would only be noise. */
	tellsEnd: boolean;
	/** Told again after so many ms while it holds; null: once. */
	repeatAfterMs: number | null;
	/** The record it is about: its success takes it away. */
	kind: SubjectKind | null;
	id: string | null;
	/** One JSON text. */
	text: AlertText;
	/** Epoch ms since when it holds. */
	since: number;
	/** null: no way has taken or refused this state. One JSON text. */
	telling: Telling | null;
	/** Rounds in which a channel did not take it. */
	attempts: number;
	/** Told or tried again from then on, epoch ms. */
	dueAt: number;
}

/**
 * The outbox. An alert is due until a channel took it.
 *
 * | state | what it means | who moves it on |
 * |---|---|---|
 * | due | to be told from dueAt on, by each way that has not heard | a claim; the end of what it tells of, before anybody heard |
 * | claimed | an execution tells it, under this token | a confirmation; the end of its lease: it is told once more |
 * | told | every way took it; stays while it holds | another state; the end; repeatAfterMs |
 */
export type AlertRow = AlertColumns &
	(
		| { state: 'due'; token: null; leaseUntil: null; toldAt: number | null }
		| { state: 'claimed'; token: string; leaseUntil: number; toldAt: number | null }
		| { state: 'told'; token: null; leaseUntil: null; toldAt: number }
	);
