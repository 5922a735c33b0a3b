import { REST_OF_DAY_MS, type BreakageName } from '../page/breakages';

/** What Two-Way Sync makes of each breakage of the page; said there when its button is pressed. Pure. @param minute of each hour at which it looks for what was missed */
export const expectations = (minute: number): Readonly<Record<BreakageName | 'mend' | 'connectXero' | 'lookForMissed', string>> => ({
	xeroMinuteLimit: 'At the next change Xero asks to wait 15 seconds. It is waited for, then the change arrives.',
	xeroError500: 'The next change meets the error; the call is repeated within seconds.',
	xeroOffline: 'The next change finds Xero offline; the call is repeated within seconds.',
	xeroLostAnswer: 'Xero writes the next change and the answer is lost. It is repeated, and no second contact is made.',
	xeroDayLimit: `Xero takes no call for ${REST_OF_DAY_MS / 60_000} minutes. The next change waits in the ledger, a person is told, and it goes on by itself when the new day begins.`,
	xeroExpireToken: 'At the next change n8n fetches a new token and the call is repeated.',
	xeroRevoke: 'At the next change a person is told. Press Connect Xero again (or connect the credential in n8n): what waited arrives within a minute.',
	intercomLoseNotification: `The next change in Intercom does not arrive. The sync looks for such changes every hour, the next time at ${String(minute).padStart(2, '0')} past, and when n8n starts; Look for missed changes does it now.`,
	intercomDoubleNotification: 'The next notification comes twice, and is written once.',
	intercomReorderNotification: 'The next notification comes after the one that follows it. Each contact is read fresh, so that the order does not matter.',
	intercomRevoke: 'The next change cannot be read in Intercom: a person is told. Press Mend all, and what waited arrives within a minute.',
	mend: 'Nothing is broken any more. What waits goes on within a minute, or when the time is over that Xero asked for.',
	connectXero: 'Connected, as in n8n: Connect, and Allow on the page of Xero. What waited arrives within a minute.',
	lookForMissed: 'The workflow runs once from Every Hour, as somebody runs it by hand in n8n.',
});
