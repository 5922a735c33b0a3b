import type { Job } from './facts';

/** Whom a job is about, of all contacts of the workspace; '' and `all`: everybody. */
export interface Selection {
	role: 'all' | 'user' | 'lead';
	/** Name of a tag, and of a segment, as in Intercom. */
	tag: string;
	segment: string;
	/** ISO times. */
	createdSince: string;
	changedSince: string;
}

/** How far a job is that reads its contacts page by page. */
export interface JobReading {
	selection: Selection;
	/** Contacts at most, for a sample; 0: all. */
	sample: number;
	/** Where the next page begins, as Intercom said; null: at the first. */
	cursor: string | null;
	/** Pages and contacts that were read. */
	pages: number;
	read: number;
	/** How many Intercom says there are in all; null: it has not said. */
	expected: number | null;
	/** Calls that Xero allows in a day, as the person said who started it. */
	dayCalls: number;
	/** The dry run that foresaw this one; '' where none did. */
	foreseenBy: string;
	/** Of one that compares with Xero: contacts that agree but for fields which are left as they are. Absent: none. */
	keptApart?: number;
	/** The page that an execution has in hand; null: none. */
	page: PageInHand | null;
	/** Tries in a row of which none got a page, and why the last did not. */
	failures: number;
	message: string;
	nextStep: string;
	/** No page before, epoch ms. */
	notBefore: number;
}

/** A page under a lease. In a dry run it stays in hand until all of its contacts are foreseen. */
export interface PageInHand {
	token: string;
	until: number;
	/** Who started the execution: a page of a process that is no more is read anew at once. */
	holder: string;
	/** Of a dry run, once it was read: its contacts, how many of them are to be foreseen, and how many are. */
	read: { contacts: number; toForesee: number; foreseen: number; nextCursor: string | null; counts: Job['counts'] } | null;
}
