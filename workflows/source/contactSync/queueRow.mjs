import { P } from '../parameters.mjs';

/** Intercom knows no such contact, or none any more. */
export const UNKNOWN = "['intercomNotFound', 'intercomGone'].includes($json.reason)";

/** Reason of a row whose contact Intercom was asked for: the archiving is certain, and waits for the others. */
export const LOOKED_FOR = 'isArchived';

/** A contact that Intercom answered for: synced, or of no concern to the sync. */
const ANSWERED = '$json.record?.fingerprint || (!$json.outcome && !$json.winnerId && $json.intercomId)';

/**
 * The topic of a queue row that is not settled by this: Intercom answers for an archived contact as if nothing were, and a
 * late notification finds a deleted one gone, while Xero may not know of either yet.
 */
export const SPARES = `={{ ${ANSWERED} ? (${P}.topic !== 'contact.unarchive' ? 'contact.archived' : 'contact.deleted') : ${UNKNOWN} && $json.input ? 'contact.deleted' : '-' }}`;

/** A queue row that a newer notification touched meanwhile stays; so does one about what happened after this came or went. */
export const UNTOUCHED = [
	['touchedAt', 'lte', `={{ ${P}.startedAt }}`],
	['occurredAt', 'lte', `={{ ['contact.archived', 'contact.unarchive'].includes(${P}.topic) ? ${P}.occurredAt : 99999999999 }}`],
];

/** This notification tells of a removal. */
export const REMOVAL = `/^contact\\.(archived|deleted)$/.test(${P}.topic)`;

const LATE = `${P}.occurredAt < $json.was.occurredAt`;
/** That it was removed, or is back, is not forgotten over a notification that comes late; only of what happened later. */
export const KEPT = [
	"$json.was?.topic === 'contact.deleted'",
	`$json.was?.topic === 'contact.archived' && ${P}.topic !== 'contact.deleted' && (!['contact.archived', 'contact.unarchive'].includes(${P}.topic) || ${LATE})`,
	`($json.was?.topic === 'contact.unarchive' || ${P}.whenDeleted === 'leave') && ${P}.topic === 'contact.archived' && $json.was?.topic && ${LATE}`,
].map((one) => `(${one})`).join(' || ');
