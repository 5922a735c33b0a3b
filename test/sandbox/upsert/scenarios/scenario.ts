import type { Stage } from '../stage';

/** A promise about who a record is and what may be written, played against the Xero stand-in. */
export type Scenario = [promise: string, play: (stage: Stage) => Promise<void>];

export const JANE = { name: 'Jane Doe', email: 'jane@example.com', phone: '(02) 9374 4000' };

type AnyOutcome = Awaited<ReturnType<Stage['upsert']>>[number] | undefined;

export function idOf(outcome: AnyOutcome): string {
	return (outcome as { xeroContactId?: string } | undefined)?.xeroContactId ?? 'none';
}

export function candidates(outcome: AnyOutcome): string[] {
	return outcome?.outcome === 'review' ? outcome.candidates.map((one) => one.xeroContactId) : [];
}

export function here(stage: Stage, contactId: string | undefined): { contactId: string; organisationId: string } {
	return { contactId: contactId!, organisationId: stage.organisationId };
}

export function phone(contact: ReturnType<Stage['contact']>): string {
	const phones = (contact.Phones ?? []) as { PhoneType: string; PhoneNumber?: string; PhoneAreaCode?: string; PhoneCountryCode?: string }[];
	const slot = phones.find((one) => one.PhoneType === 'DEFAULT');
	return [slot?.PhoneCountryCode, slot?.PhoneAreaCode, slot?.PhoneNumber].filter(Boolean).join(' ');
}

/** Top-level fields changed on contacts that already existed, each once. */
export function fields(stage: Stage): string[] {
	return [...new Set(stage.overwritten().map((one) => one.split(' ')[1]!.split('.')[0]!))].sort();
}

export function untouched(stage: Stage): boolean {
	return stage.overwritten().length === 0 && stage.created().length === 0;
}

export function writes(stage: Stage): number {
	const { journal } = stage.sandbox;
	return journal.count({ vendor: 'xero', method: 'PUT' }) + journal.count({ vendor: 'xero', method: 'POST' });
}
