import { newXeroLists } from '../../lib/sync/write/xeroLists';
import { ContactTurns } from '../../lib/sync/write/contactTurns';
import { Gatherings } from '../../lib/sync/write/gathering';
import { KeyedLock } from '../../lib/sync/write/keyedLock';
import { SyncMemory } from '../../lib/sync/write/memory';
import { DirectoryShelf } from '../../lib/xero/directory/directoryShelf';

/**
 * What executions in one n8n process share: it saves calls, keeps Xero's pace, and lets one contact be written by one execution
 * at a time. A restart empties it, and nothing is wrong for that. Another worker has its own: between workers the turns of
 * shared/xeroTurn.ts do the same, and without them two that write at one moment may make two contacts of one email.
 */
export const shelf = new DirectoryShelf();
export const memory = new SyncMemory();
export const locks = new KeyedLock();
export const turns = new ContactTurns();
export const gatherings = new Gatherings();
export const lists = newXeroLists();

/** The one organisation of a credential, where none is chosen; by address and credential. */
export const connectedOrganisations = new Map<string, { id: string; at: number }>();
