import type { FailureCount } from '../store/port';

/** Epoch ms as the report says it. Pure. */
export function iso(at: number): string {
	return new Date(at).toISOString();
}

/** The day of epoch ms, as people of that zone say it: `Thu, 3 December 2026`. Pure. */
export function dayWords(at: number, timeZone: string): string {
	return new Intl.DateTimeFormat('en-AU', { timeZone, weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

const LEFT_OUT: Readonly<Record<string, string>> = {
	switchedOff: 'xero_sync is off on the record', lead: 'A lead: only users with an email are synchronised', noEmail: 'Has no email', withoutTag: 'Has none of the chosen tags', outsideSegment: 'Is in none of the chosen segments',
	companyAttribute: 'No company with the chosen attribute', noCompany: 'Belongs to no company', neverSync: 'A person decided never to sync it',
	deleted: 'Deleted in Intercom', archived: 'Archived in Intercom', merged: 'Merged into another contact in Intercom', gone: 'Left Intercom; what was chosen for that was done in Xero',
	withAnother: 'Was being synced, is held by a stop, or a change of it was waiting: that is done by itself', otherWay: 'Changed in Xero, and looked at from that side', further: 'For further reasons', untold: 'Counted before reasons were kept',
};

/** Why records are left out, for a person; the code itself where this package knows no words. Pure. */
export function leftOutWords(reason: string): string {
	return Object.hasOwn(LEFT_OUT, reason) ? LEFT_OUT[reason]! : reason;
}

/** How many for each reason, the most first. Pure. */
export function leftOutByReason(counts: Readonly<Record<string, number>>): { reason: string; words: string; count: number }[] {
	return byCount(counts).map(({ reason, count }) => ({ reason, words: leftOutWords(reason), count }));
}

/** The most first. Pure. */
export function byCount(counts: Readonly<Record<string, number>>): { reason: string; count: number }[] {
	return Object.entries(counts).map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

const EVENTS: Readonly<Record<string, string>> = { broughtBack: 'brought from Xero to Intercom', createdInIntercom: 'created in Intercom' };

/** What the log says happened, for a person; its own code where that is a word already. Pure. */
export function eventWords(event: string): string {
	return Object.hasOwn(EVENTS, event) ? EVENTS[event]! : event;
}

const WHYS: Readonly<Record<string, string>> = { changedInXero: 'changed in Xero', balances: 'what only Xero knows' };

/** Why a record was looked at, likewise. Pure. */
export function whyWords(why: string): string {
	return Object.hasOwn(WHYS, why) ? WHYS[why]! : why;
}

const STATES: Readonly<Record<FailureCount['state'], string>> = {
	parked: 'Given up: its next change in Intercom tries again, or Decide with Try Again', waiting: 'Tried again by itself', running: 'Being tried now', held: 'Held by a stop until a person decides',
};

/** What happens with work that failed. Pure. */
export function stateWords(state: FailureCount['state']): string {
	return STATES[state];
}
