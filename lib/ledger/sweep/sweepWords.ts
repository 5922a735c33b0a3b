import type { Alert } from '../decisions/outbox';
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
	if (failure === null || failure.reason === 'sweepBegunAnew' || (failure.retryable && broken < BROKEN_TOLD)) return null;
	const message = `${failure.message} As long as no sweep reads all contacts, nobody notices who left Intercom without a notification.`;
	return { key: SWEEP_KEY, subjectState: failure.reason, lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text: { title: 'The sweep of all contacts breaks off', message, nextStep: failure.nextStep, links: [], good: false } };
}

/** What is told when one reads all again. */
export const SWEEP_OVER = 'The sweep reads all contacts again';
