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
export const SPARES = `={{ ${ANSWERED} ? (${P}.topic !== 'contact.unarchive' ? 'contact.archived' : '-') : ${UNKNOWN} && $json.input ? 'contact.deleted' : '-' }}`;

/** A queue row that a newer notification touched meanwhile stays. */
export const UNTOUCHED = ['touchedAt', 'lte', `={{ ${P}.startedAt }}`];

/** This notification tells of a removal. */
export const REMOVAL = `/^contact\\.(archived|deleted)$/.test(${P}.topic)`;

/** That it was removed is not forgotten over a notification that comes late; only a removal told of later takes its place. */
export const KEPT = `['contact.archived', 'contact.deleted'].includes($json.was?.topic) && $json.topic !== 'contact.unarchive' && !($json.was.topic === 'contact.archived' && ${REMOVAL})`;
