import { isRecord } from '../../http/isRecord';
import type { IntercomContact } from '../../intercom/profile/profile';
import { epochSeconds } from '../../intercom/api/wireValue';
import type { PageFailure } from '../decisions/pages';
import type { ReadPage, TakenPage } from '../decisions/takePage';
import { carriedFor, type Origin } from '../emitter/items';
import type { PageLedger } from '../emitter/pageItem';
import type { CarriedLedger } from '../events/carried';
import type { ClaimedRecord } from '../events/claimed';
import { shownContact } from '../shownState';
import { ItemReader } from './itemReader';

type Json = Readonly<Record<string, unknown>>;

/** A page as Get Page gave it, and of which job it is. */
export type PageIn =
	| {
			ok: true;
			of: PageLedger;
			read: ReadPage;
			/** Where the item of each contact stands, and what it shows, by its id. */
			places: ReadonlyMap<string, { item: number; shown: string }>;
			/** Why the page, or contacts of it, could not be read; null: all was. */
			failure: PageFailure | null;
			/** Contacts that could not be read whole. */
			unread: string[];
	  }
	| { ok: false; item: number; message: string; nextStep: string };

const CONNECT = 'Connect Sync Ledger Trigger, on Pages, to Get Page of Intercom Contacts with Output: Profiles, and that to Take Page; a node between them must keep the fields contact and ledger.';

/** @param ledger name of the ledger of this node. Pure, never throws. */
export function pageIn(items: readonly Json[], ledger: string): PageIn {
	const first = new ItemReader(isRecord(items[0]?.ledger) ? items[0].ledger : {}, 'ledger.');
	const of: PageLedger = { name: first.text('name'), jobId: first.filled('jobId'), pageToken: first.filled('pageToken'), holder: first.text('holder'), dryRun: first.isTrue('dryRun'), reserve: first.optionalNumber('reserve') ?? 0 };
	if (first.faults.length > 0) return { ok: false, item: 0, message: `The first item is of no page of a job: its field ${first.faults.join(', ')}.`, nextStep: CONNECT };
	if (of.name !== '' && of.name.trim().toLowerCase() !== ledger.toLowerCase()) {
		return { ok: false, item: 0, message: `The page is of the ledger "${of.name}", and this node works on "${ledger}".`, nextStep: 'Name the same ledger in all nodes of a workflow.' };
	}
	const places = new Map<string, { item: number; shown: string }>();
	const contacts: ReadPage['contacts'][number][] = [];
	const failed: Json[] = [];
	for (const [item, json] of items.entries()) {
		const { contact } = json;
		if (isWhole(contact)) {
			const shown = shownContact(contact);
			places.set(contact.id, { item, shown });
			contacts.push({ kind: 'contact', id: contact.id, updatedAtSeconds: epochSeconds(contact.updated_at), shown });
		} else if (typeof json.class === 'string') failed.push(json);
		else if (json.nothingFound !== true) return { ok: false, item, message: `Item ${item + 1} is no profile of a contact.`, nextStep: CONNECT };
	}
	return { ok: true, of, read: { contacts, ...placeIn(items) }, places, failure: failureIn(failed), unread: failed.flatMap(({ contactId }) => (typeof contactId === 'string' ? [contactId] : [])) };
}

/** A node between may have left parts of a contact out: then nobody can tell whether it is in the state that was synced. */
function isWhole(contact: unknown): contact is IntercomContact {
	return isRecord(contact) && typeof contact.id === 'string' && isRecord(contact.location) && isRecord(contact.custom_attributes);
}

/** Every item of a page says where the next one begins. */
function placeIn(items: readonly Json[]): Pick<ReadPage, 'nextCursor' | 'total'> {
	const place = items.find((json) => 'isLast' in json) ?? {};
	const { nextCursor, total } = place as { nextCursor?: unknown; total?: unknown };
	return { nextCursor: typeof nextCursor === 'string' && nextCursor !== '' ? nextCursor : null, total: typeof total === 'number' && Number.isSafeInteger(total) ? total : null };
}

function failureIn([first]: readonly Json[]): PageFailure | null {
	if (first === undefined) return null;
	const read = new ItemReader(first);
	const retryAt = read.optionalTime('retryAt');
	return { message: read.text('message'), nextStep: read.text('nextStep'), retryable: read.isTrue('retryable'), ...(retryAt !== undefined && { retryAt }) };
}

/** How a page stands among those of its job. */
export type Among = Pick<Extract<TakenPage, { taken: true }>, 'isLast' | 'whole'>;

/** The item of a contact that was taken, as Get Profile would give one of the ledger. Pure. */
export function takenItem(json: Json, shown: string, record: ClaimedRecord, origin: Origin, { dryRun, pageToken, reserve }: PageLedger, { isLast, whole }: Among): Json & { ledger: CarriedLedger } {
	const ledger: CarriedLedger = { ...carriedFor(record, origin, 'profile.done'), shown, reserve, ...(isLast && { isLastPage: true }), ...(typeof json.url === 'string' && { url: json.url }), ...(dryRun && { dryRun: pageToken }), ...(whole && { whole }) };
	return { ...json, ledger };
}
