import type { OtherReasons } from './otherReasons';

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

/** Two that want one name in Xero, where names are unique. */
export interface SharedName {
	name: string;
	/** Intercom's id of the record that gets another name, or waits. */
	id: string;
	/** The Intercom record, or the contact of Xero, that has it; null: not known. */
	intercomId: string | null;
	xeroContactId: string | null;
}

/** What became of a job's records. */
export interface JobCounts {
	created: number;
	updated: number;
	unchanged: number;
	review: number;
	failed: number;
	other: number;
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
	/** Of a dry run: names that two records want in Xero; the first few of them. Absent: none. */
	namesakes?: { total: number; shown: SharedName[] };
	/** Of a dry run: contact groups that Xero does not have yet, each with its members, the first 200; and how many more Xero takes. Absent: none. */
	newGroups?: { room: number; members: Record<string, number> };
	/** Of a dry run: calls of Xero that the live run needs for groups and notes. Absent: none. */
	afterCalls?: number;
	/** Of a dry run where companies are billed: writes of companies that the live run needs, and the contacts that are linked by them. Absent: none. */
	companies?: { created: number; updated: number; staff: number };
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
	/** Of a dry run, once it was read: its contacts, how many of them are to be foreseen, how many are, and which (absent: none, or a page from before this was kept). */
	read: { contacts: number; toForesee: number; foreseen: number; ids?: readonly string[]; nextCursor: string | null; counts: JobCounts; otherReasons?: OtherReasons } | null;
}
