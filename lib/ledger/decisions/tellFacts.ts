import type { Settlement, ToldFact } from '../events/settlement';
import type { AlertLink, AlertRow } from '../rows/alert';
import type { Subject } from '../rows/subject';
import type { Change, Found } from '../store/step';
import { end, raise, type Alert } from './outbox';

type Synced = Extract<Settlement, { outcome: 'synced' }>;

const PREFIX = 'fact ';

const TITLES: Readonly<Record<ToldFact['about'], string>> = {
	mergedInXero: 'A contact was merged in Xero',
	mergedInIntercom: 'A Xero contact went to another Intercom record',
	mergeInXero: 'Two Xero contacts belong to one customer',
	numberKept: 'An archived Xero contact keeps the number of another one',
	addressChanged: 'Invoices go to another address now',
};

/** Keys of the alerts that a settlement's facts may have. */
export function factKeys(settlement: Settlement): string[] {
	return settlement.outcome === 'synced' ? (settlement.tell ?? []).map(keyOf) : [];
}

/** Whether an alert tells a fact, which stays one whatever becomes of its record: its next success does not take it away. */
export function isFact({ key }: Pick<AlertRow, 'key'>): boolean {
	return key.startsWith(PREFIX);
}

/**
 * Tells what a sync brought to light, each fact once while it holds: a contact that was left behind in Xero is met by every
 * sync of its record. One that was told, and that a sync which saw Xero meets no more, is forgotten. Pure.
 */
export function tellFacts(synced: Synced, found: Found, now: number): Change[] {
	const tell = synced.tell ?? [];
	const keys = new Set(tell.map(keyOf));
	const hasSeenXero = synced.values !== undefined;
	const past = hasSeenXero ? found.alertsAbout(synced.subject).filter((alert) => isFact(alert) && alert.state === 'told' && !keys.has(alert.key)) : [];
	const once = tell.filter((fact, index) => tell.findIndex((other) => keyOf(other) === keyOf(fact)) === index);
	return [...past.flatMap((alert) => end(alert, alert.text, now)), ...once.flatMap((fact) => raise(found.alert(keyOf(fact)), factAlert(fact, synced), now))];
}

function factAlert(fact: ToldFact, { subject, intercomUrl = '' }: Pick<Synced, 'subject' | 'intercomUrl'>): Alert {
	const { about, message, nextStep, url } = fact;
	const links: AlertLink[] = [{ title: 'Open in Xero', url }, { title: `Open the ${subject.kind} in Intercom`, url: intercomUrl }].filter((link) => link.url !== '');
	return { key: keyOf(fact), subjectState: about, lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: subject, text: { title: TITLES[about], message, nextStep, links, good: false } };
}

/** The record left for good: nothing holds of it any more. Pure. */
export function endFacts(subject: Subject, found: Found, now: number): Change[] {
	return found.alertsAbout(subject).filter(isFact).flatMap((alert) => end(alert, alert.text, now));
}

function keyOf({ key }: ToldFact): string {
	return `${PREFIX}${key}`;
}
