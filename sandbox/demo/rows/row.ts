import type { ContactRecord } from '../../intercom/model';
import type { DemoStage } from '../demoStage';
import type { Observation } from '../observation';
import { phoneOf, type XeroContactRead } from '../xeroReader';

/** Where the change goes, or what the row is about. */
export type Way = 'to Xero' | 'to Intercom' | 'both sides' | 'after a fault';

export interface RowResult {
	way: Way;
	name: string;
	observation: Observation;
	/** The contact in question as it is afterwards; '' for none. */
	readBack: string;
	/** What is not as it should be; empty: the row holds. */
	faults: string[];
}

/** What earlier rows leave for later ones: ids and names of people. */
export interface Cast {
	janeId: string;
	janeName: string;
	/** The visitor who typed Jane's email. */
	visitorId: string;
	omarId: string;
}

export type Row = (stage: DemoStage, cast: Cast) => Promise<RowResult>;

/**
 * A row as it is told: what it promised and did not keep, and each execution that did not end well. Pure.
 * @param promises whether each was kept, by its words
 */
export function judged(row: Omit<RowResult, 'faults'>, promises: Record<string, boolean>): RowResult {
	const broken = Object.entries(promises).flatMap(([promise, isKept]) => (isKept ? [] : [promise]));
	return { ...row, faults: [...broken, ...row.observation.failedExecutions.map((execution) => `execution ${execution}`)] };
}

/** Only such fields of Xero were changed. Pure. */
export function onlyFields({ changed }: Pick<Observation, 'changed'>, allowed: RegExp): boolean {
	return changed.every(({ field }) => allowed.test(field));
}

/** Whether its number has these digits, the country's among them, however it is written. Pure. */
export function hasPhone(contact: XeroContactRead | undefined, digits: string): boolean {
	return contact !== undefined && phoneOf(contact).replace(/\D/g, '') === digits;
}

/** Pure. */
export function inXero(contact: XeroContactRead | undefined): string {
	return contact === undefined ? '' : `Xero: ${[contact.Name, contact.EmailAddress, phoneOf(contact)].filter(Boolean).join(' | ')}`;
}

/** Pure. */
export function inIntercom({ name, email, phone }: Pick<ContactRecord, 'name' | 'email' | 'phone'>): string {
	return `Intercom: ${[name, email, phone].filter(Boolean).join(' | ')}`;
}

export const people = ({ sandbox }: DemoStage) => sandbox.intercom.people();
