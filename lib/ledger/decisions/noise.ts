import type { NotificationFacts } from '../events/notification';
import type { RecordRow } from '../rows/record';
import type { Arrived } from '../rows/work';

/** What a notification shows, as far as it matters for noise. */
export type Shown = Pick<Arrived, 'topic' | 'updatedAtSeconds' | 'shown' | 'xeroContactId' | 'organisationId'>;

/**
 * Topics that show all of what they tell of. Tags, companies and removals are told of by topics of their own, which show
 * less than has changed: those are never noise.
 */
const SHOWS_ALL: ReadonlySet<string> = new Set(['contact.user.created', 'contact.user.updated', 'contact.lead.created', 'contact.lead.updated', 'contact.email.updated', 'company.created', 'company.updated']);

/** Whether a notification of the topic shows all that it tells of. Pure. */
export function showsAll(topic: string): boolean {
	return SHOWS_ALL.has(topic);
}

/** What matters of it for noise. Pure. */
export function shownBy({ topic, updatedAtSeconds, shown, reference }: NotificationFacts): Shown {
	return { topic, updatedAtSeconds, shown, xeroContactId: reference?.xeroContactId ?? null, organisationId: reference?.organisationId ?? null };
}

/**
 * Whether a notification shows nothing that the last sync did not know: an older state than the one that was written (it
 * came late or twice), or one that equals it in all that a notification shows and names the contact it was written to (our
 * own echo, or a touched record). Where anything is not known it is no noise: it then costs a look, and no call to Xero.
 * Pure.
 */
export function isNoise(record: RecordRow | null, organisationId: string, shown: Shown): boolean {
	if (record?.state !== 'synced' || record.reference !== 'stored' || !showsAll(shown.topic)) return false;
	if (shown.updatedAtSeconds !== null && shown.updatedAtSeconds < record.sourceUpdatedAtSeconds) return true;
	return shown.shown !== null && shown.shown === record.shown && namesItsContact(record, organisationId, shown);
}

/** Of one of a company's staff the company names the contact, and its own reference is empty. */
function namesItsContact({ as, xeroContactId }: RecordRow, organisationId: string, shown: Shown): boolean {
	if (as === 'staff' && shown.xeroContactId === '' && shown.organisationId === '') return true;
	return shown.xeroContactId === xeroContactId && shown.organisationId === organisationId;
}
