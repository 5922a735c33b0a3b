import type { Failure } from '../../http/failure';
import type { Alert } from '../decisions/outbox';
import type { BalanceSweep } from './sweepBalances';
import type { CompanySweep } from './sweepCompanies';
import type { SweepResult } from './sweepContacts';

/** So many in a row that broke off are no accident: nobody who left Intercom is noticed any more. */
const BROKEN_TOLD = 3;

/** What a sweep came to, in words. Pure. */
export function sweepWords({ seen, pages, moved, vanished, failure }: SweepResult): string {
	const read = `${seen} ${seen === 1 ? 'contact' : 'contacts'} on ${pages} ${pages === 1 ? 'page' : 'pages'}`;
	const turned = moved === 0 ? '' : ` ${moved} entered or left a chosen segment and ${moved === 1 ? 'is' : 'are'} due.`;
	if (failure !== null) return `Broken off after ${read}: ${failure.message} It proves nothing about who left; the next sweep begins anew.${turned}`;
	const gone = vanished === 0 ? '' : ` ${vanished} were missed by two sweeps in a row and are looked for.`;
	return `Read ${read}.${turned}${gone}`;
}

/** What reading the companies came to. Pure. */
export function companyWords({ companies, due, failure }: CompanySweep): string {
	const read = `${companies} ${companies === 1 ? 'company' : 'companies'}`;
	return failure === null ? `Read ${read}, ${due} of them ${due === 1 ? 'is' : 'are'} due.` : `The companies were broken off after ${read}.`;
}

export const SWEEP_KEY = 'sweep';

/** That sweeps break off: at once where nothing heals by itself, else after three in a row; null: nobody need hear. Pure. */
export function sweepAlert({ failure, broken }: SweepResult): Alert | null {
	if (failure === null || !isToBeTold(failure, broken)) return null;
	const message = `${failure.message} As long as no sweep reads all contacts, nobody notices who left Intercom without a notification.`;
	return { key: SWEEP_KEY, subjectState: failure.reason, lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 'The sweep of all contacts breaks off', message, nextStep: failure.nextStep, links: [], good: false } };
}

function isToBeTold({ reason, retryable }: Failure, broken: number): boolean {
	return reason !== 'sweepBegunAnew' && (!retryable || broken >= BROKEN_TOLD);
}

export const BALANCES_KEY = 'balances';

/** What a reading of what only Xero knows came to. Pure. */
export function balanceWords({ seen, pages, due, failure }: BalanceSweep): string {
	const read = `${seen} ${seen === 1 ? 'contact' : 'contacts'} of Xero on ${pages} ${pages === 1 ? 'page' : 'pages'}`;
	const differs = due === 0 ? ' Intercom was told all of that before.' : ` Of ${due} Intercom is to be told something else than before.`;
	return failure === null ? `Read ${read}.${differs}` : `Broken off after ${read}: ${failure.message} The next night reads all again.${due === 0 ? '' : differs}`;
}

/** The same of readings of what only Xero knows, by the same rules. Pure. */
export function balancesAlert({ failure, broken }: BalanceSweep): Alert | null {
	if (failure === null || !isToBeTold(failure, broken)) return null;
	const message = `${failure.message} As long as Xero's list cannot be read, Intercom shows what the contacts owed before.`;
	return { key: BALANCES_KEY, subjectState: failure.reason, lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 'What only Xero knows cannot be read', message, nextStep: failure.nextStep, links: [], good: false } };
}

/** What is told when all of it is read again. */
export const BALANCES_OVER = 'What only Xero knows is read again';

/** What is told when one reads all again. */
export const SWEEP_OVER = 'The sweep reads all contacts again';
