import type { AlertLink, AlertRow, AlertText } from '../rows/alert';
import type { ArchiveStop, ServiceHealth } from '../rows/facts';
import { kindNoun, subjectKey, subjectWords, type Subject, type Vendor } from '../rows/subject';
import type { Change } from '../store/step';
import { end, type Alert } from './outbox';

const DAY_MS = 24 * 60 * 60_000;
const VENDOR_NAMES: Readonly<Record<Vendor, string>> = { intercom: 'Intercom', xero: 'Xero' };

const REFUSAL_TITLES: Readonly<Record<NonNullable<ServiceHealth['cause']>, string>> = {
	access: 'refuses the connection', organisation: 'does not know the organisation of this sync', day: 'has no calls left today', outage: 'cannot be reached',
};

/** Alerts about a record end without a word. Pure. */
export function endAll(alerts: readonly AlertRow[], now: number): Change[] {
	return alerts.flatMap((alert) => end(alert, alert.text, now));
}

/** Told once for each cause, and when it is over. */
export function serviceAlert(vendor: Vendor, { cause, message, nextStep }: ServiceHealth): Alert {
	const title = `${VENDOR_NAMES[vendor]} ${REFUSAL_TITLES[cause ?? 'outage']}`;
	const text = textOf(title, message, `${nextStep} Contacts that change meanwhile wait in the ledger; you will hear when it works again.`.trim());
	return { key: serviceKey(vendor), subjectState: cause ?? 'outage', lasts: 'lasting', tellsEnd: true, repeatAfterMs: null, about: null, text };
}

export function serviceKey(vendor: Vendor): string {
	return `service ${vendor}`;
}

/** What is told when a service works again. */
export function serviceOver(vendor: Vendor): AlertText {
	return { title: `${VENDOR_NAMES[vendor]} works again`, message: 'Contacts that waited are synced now.', nextStep: '', links: [], good: true };
}

/** A record that was given up. */
export function parkedAlert(subject: Subject, failure: { reason: string; message: string; nextStep: string; fromXero?: object }): Alert {
	const isOnWayBack = failure.fromXero !== undefined;
	const noun = kindNoun(subject.kind);
	const title = isOnWayBack ? `A ${noun} could not be brought from Xero to Intercom` : `A ${noun} could not be synced`;
	const where = isOnWayBack ? 'Intercom or Xero' : 'Intercom';
	const nextStep = `${failure.nextStep} The next change of the ${noun} in ${where} tries it again.`.trim();
	return recordAlert(subject, failure.reason, textOf(title, withId(failure.message, subject), nextStep));
}

/** Messages name a contact as people know it; the id stands behind, once, for who has to look it up. */
function withId(message: string, subject: Subject): string {
	return message.includes(subject.id) ? message : `${message} (${subjectWords(subject)})`;
}

const OFF: Readonly<Record<Subject['kind'], string>> = {
	contact: '; or set xero_sync to off on the Intercom contact', company: '; or set xero_company_sync to off on the Intercom company', xeroContact: '',
};

/** A record that waits for a person. */
export function reviewAlert(subject: Subject, review: { reason: string; message: string; nextStep: string }, links: readonly AlertLink[]): Alert {
	const nextStep = `${review.nextStep} Or decide in n8n with Sync Ledger, Decide${OFF[subject.kind]}.`;
	return recordAlert(subject, review.reason, { ...textOf(`A ${kindNoun(subject.kind)} waits for a person`, review.message, nextStep), links: [...links].slice(0, 4) });
}

function recordAlert(subject: Subject, subjectState: string, text: AlertText): Alert {
	return { key: subjectKey(subject), subjectState, lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: subject, text };
}

/** A contact left Intercom, and the policy is to tell. */
export function goneAlert(subject: Subject, how: string): Alert {
	const text = textOf('A contact left Intercom', `${subjectWords(subject)} is no longer in Intercom (${how}).`, 'Decide whether its Xero contact should be archived. Nothing was changed in Xero.');
	return { key: `gone ${subjectKey(subject)}`, subjectState: how, lasts: 'news', tellsEnd: false, repeatAfterMs: null, about: subject, text };
}

/** Where Intercom refuses all it is asked, the next records show that within seconds, and one alert is enough. */
const REFERENCE_HOLD_MS = 30_000;

/** Intercom does not take references; the contacts are synced. At most once a day. */
export function referenceAlert(failure: { class: string; reason: string; message: string; nextStep: string }): Alert {
	const message = `${failure.message} The contacts are synced; only the note in Intercom of which Xero contact they are is missing.`;
	return { key: REFERENCE_KEY, subjectState: failure.reason, lasts: 'lasting', tellsEnd: false, repeatAfterMs: DAY_MS, about: null, ...(failure.class === 'auth' && { holdMs: REFERENCE_HOLD_MS }), text: textOf('Intercom does not take the Xero references', message, failure.nextStep) };
}

export const REFERENCE_KEY = 'xero reference';

/** Intercom does not take what only Xero knows; the contacts are synced. At most once a day, whoever it was of. */
export function balanceRefusedAlert(failure: { reason: string; message: string; nextStep: string }): Alert {
	const message = `${failure.message.replace(/[^.]$/, '$&.')} The contacts are synced; only what they owe in Xero, their currency and status are missing in Intercom, or older. The next night tries again.`;
	return { key: BALANCE_REFUSED_KEY, subjectState: failure.reason, lasts: 'lasting', tellsEnd: false, repeatAfterMs: DAY_MS, about: null, text: textOf('Intercom does not take what only Xero knows', message, `If an attribute is missing, run Intercom Contacts: Workspace, Prepare with What Only Xero Knows. Else: ${failure.nextStep}`) };
}

export const BALANCE_REFUSED_KEY = 'balance refused';

/** More removals than anybody makes one by one: they wait. */
export function archiveStopAlert({ held, inHour }: Pick<ArchiveStop, 'held' | 'inHour'>): Alert {
	const many = inHour === 0 ? 'within an hour' : `within an hour in which ${inHour} were already`;
	const message = `${held} or more contacts that left Intercom would be archived in Xero ${many}. Xero's API cannot undo that, so none of these is archived.`;
	const nextStep = 'Look at the held ones with Sync Ledger, List. Then let them pass, or leave Xero as it is, with Sync Ledger, Decide.';
	return { key: ARCHIVE_STOP_KEY, subjectState: 'holding', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: null, text: textOf('Unusually many contacts would be archived', message, nextStep) };
}

export const ARCHIVE_STOP_KEY = 'archive stop';

/** A job that changes more than anybody expects. */
export function jobStopAlert(jobId: string, updated: number, done: number): Alert {
	const message = `The job ${jobId} has changed ${updated} of ${done} contacts. The rest of it waits.`;
	const nextStep = 'Look at the changes in the audit log. Then let the job go on, or cancel it, with Sync Ledger, Decide.';
	return { key: jobStopKey(jobId), subjectState: 'stopped', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: null, text: textOf('A job changes unusually many contacts', message, nextStep) };
}

export function jobStopKey(jobId: string): string {
	return `job ${jobId}`;
}

function textOf(title: string, message: string, nextStep: string): AlertText {
	return { title, message, nextStep, links: [], good: false };
}

/** A job cannot read its contacts. */
export function pageAlert(jobId: string, failure: { message: string; nextStep: string }, isPaused: boolean): Alert {
	const next = isPaused ? `${failure.nextStep} Then let the job go on with Sync Ledger, Control Job.` : `${failure.nextStep} The job goes on trying.`;
	return { key: pageAlertKey(jobId), subjectState: isPaused ? 'paused' : 'failing', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: null, text: textOf(`The job ${jobId} cannot read its contacts`, failure.message, next.trim()) };
}

export function pageAlertKey(jobId: string): string {
	return `pages of ${jobId}`;
}
