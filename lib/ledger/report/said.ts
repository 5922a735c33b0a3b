import { PAGE_SAID, type PageSaid } from '../decisions/pageDecision';

const WORDS: Readonly<Record<PageSaid, { good: boolean; words: string }>> = {
	bind: { good: true, words: 'Decided: the record is bound to that Xero contact from now on, and synced at once.' },
	create: { good: true, words: 'Decided: the record gets a new contact in Xero, or one of Xero a user in Intercom, now, and keeps it.' },
	never: { good: true, words: 'Decided: the record is never synced, until another decision.' },
	tryAgain: { good: true, words: 'The record is tried again now.' },
	keepIntercom: { good: true, words: "Decided: Intercom's values count this time, and go to Xero at once." },
	takeXero: { good: true, words: "Decided: Xero's values count this time, and go to Intercom at once." },
	pause: { good: true, words: 'The job is paused: what it has taken goes its way, and no more is read.' },
	resume: { good: true, words: 'The job reads on.' },
	cancel: { good: true, words: 'The job is ended: what it has taken goes its way.' },
	letPass: { good: true, words: 'The job goes on, and what it held is done now.' },
	sendAway: { good: true, words: 'The job is ended, and what it held is not done.' },
	jobChanged: { good: false, words: 'Nothing was done: the job has gone on since this page was made, or somebody decided meanwhile. Look at it again.' },
	runningNow: { good: false, words: 'Nothing was decided: the record is being synced right now. Look again in a minute.' },
	changed: { good: false, words: 'Nothing was decided: the record has changed since this page was made, or somebody decided meanwhile. Look at it again.' },
	expired: { good: false, words: 'Nothing was decided: the page was open for more than twelve hours. Look at the record again.' },
	refused: { good: false, words: 'Nothing was decided: what was sent did not come from this page.' },
};

/** What a page says of the decision that led to it; null where none did. @param code of its address: whoever made the address chose it, so it picks words and is none. Pure. */
export function saidWords(code: string): { good: boolean; words: string } | null {
	const said = PAGE_SAID.find((one) => one === code);
	return said === undefined ? null : WORDS[said];
}
