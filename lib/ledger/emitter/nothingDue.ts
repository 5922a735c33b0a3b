import type { PageAnswer } from '../decisions/pages';
import type { ClaimAnswer } from '../events/claimed';

type Nothing = Extract<ClaimAnswer, { because: string }>['because'];

const WORDS: Readonly<Record<Nothing, string>> = {
	nothingDue: 'Nothing is due: no contact has changed in Intercom since the last batch, nor in Xero where Both Ways is on. Change one, or add some with Sync Ledger, Add.',
	reserve: 'Only bulk work is due, such as what the reconciliation or a migration added, and it waits: Xero has few calls left today, which Reserve for Live Changes keeps. It goes on by itself when Xero has more; one batch an hour finds out.',
	batchRunning: 'A batch of this ledger is under way, and the next one follows when it is settled. Try again in a moment; what was never settled is due again when its execution or its lease ends.',
	serviceRefuses: 'Intercom or Xero refuses at the moment, so what is due waits. Sync Ledger, List, Alerts says why.',
	notBound: 'It is bound to no workspace and organisation yet. Publish the workflow.',
};

/** Why a test run shows nothing, for a person. Pure. @param answer null: only alerts were asked for */
export function nothingWords(ledger: string, answer: ClaimAnswer | null): string {
	const why = answer !== null && 'because' in answer ? WORDS[answer.because] : 'No alert is to be told.';
	return `The ledger "${ledger}" gives nothing now. ${why}`;
}

const PAGE_WORDS: Readonly<Record<Extract<PageAnswer, { page: null }>['because'], string>> = {
	nothing: 'No job reads pages: begin one with Sync Ledger, Start Job, or let a paused one go on with Control Job.',
	notBound: WORDS.notBound,
	inHand: 'A page is in hand, and the next one follows it. Try again in a moment.',
	behindLive: 'Live changes are due and go first. Try again in a moment.',
	serviceRefuses: WORDS.serviceRefuses,
	reserve: 'Xero has few calls left today, which Reserve for Live Changes keeps. The job goes on by itself when Xero has more.',
	waits: 'The last page could not be read; the job tries again by itself. Sync Ledger, List, Jobs says why.',
};

/** Why a test run shows no page, for a person. Pure. @param answer null: there never was a job */
export function noPageWords(ledger: string, answer: PageAnswer | null): string {
	return `The ledger "${ledger}" gives no page now. ${PAGE_WORDS[answer?.page === null ? answer.because : 'nothing']}`;
}
