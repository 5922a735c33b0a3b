import type { Failure } from '../../http/failure';
import type { XeroContact } from '../contact/contact';
import { isContactId } from '../contact/contactId';
import { getContacts, type XeroClient } from '../api/endpoints';
import { MAX_IDS_PER_READ } from '../pace/limits';
import { isAboutTheValue } from './readMatches';

/** What became of one id that was asked for. */
export type ReadById =
	| { kind: 'found'; contact: XeroContact }
	/** Xero answered that it knows no such contact in this organisation, or it is no id that Xero could know. */
	| { kind: 'missing' }
	| { kind: 'failed'; failure: Failure; attempts: number };

/**
 * So many unknown ids with not one known: they are of another organisation, and each of the others would cost two calls
 * for the same answer.
 */
const UNKNOWN_IN_A_ROW = 5;

/** One reading: what is known by now, and what stopped it. */
interface Course {
	client: XeroClient;
	read: Map<string, ReadById>;
	found: number;
	missing: number;
	stopped?: { failure: Failure; attempts: number };
}

/**
 * Reads contacts by their ids, archived ones included, 40 a call. Xero answers 404 for all of a list in which it does not
 * know one, so the list is halved until that one is found; whoever has the others does not notice. What Xero could not read as an
 * id is not sent. A failure of the connection or the quota stops the reading: the ids that are left have it too.
 * @returns by id in lower case, each that was asked for
 */
export async function readContactsById(client: XeroClient, ids: readonly string[]): Promise<ReadonlyMap<string, ReadById>> {
	const course: Course = { client, read: new Map(), found: 0, missing: 0 };
	const asked = [...new Set(ids.map((id) => id.toLowerCase()))];
	for (const id of asked) if (!isContactId(id)) course.read.set(id, { kind: 'missing' });
	const known = asked.filter(isContactId);
	for (let start = 0; start < known.length; start += MAX_IDS_PER_READ) await readPart(course, known.slice(start, start + MAX_IDS_PER_READ), false);
	return course.read;
}

/**
 * @param isSpoilt the list is known to hold an id that Xero does not know, so that asking for it as a whole would be in vain
 * @returns whether Xero knew them all
 */
async function readPart(course: Course, ids: readonly string[], isSpoilt: boolean): Promise<boolean> {
	stopWhereNothingIsKnown(course);
	const { stopped } = course;
	if (stopped !== undefined) return settleAll(course, ids, { kind: 'failed', ...stopped });
	if (isSpoilt && ids.length > 1) return await readHalves(course, ids);
	const result = await getContacts(course.client, { ids });
	if (result.ok) return settleFound(course, ids, result.value.contacts);
	if (isAboutTheValue(result.failure)) return ids.length === 1 ? settleAll(course, ids, { kind: 'missing' }) : await readHalves(course, ids);
	course.stopped = { failure: result.failure, attempts: result.attempts };
	return settleAll(course, ids, { kind: 'failed', ...course.stopped });
}

/** Where the first half is whole, the second one holds what spoils the list. */
async function readHalves(course: Course, ids: readonly string[]): Promise<false> {
	const middle = Math.ceil(ids.length / 2);
	const isFirstWhole = await readPart(course, ids.slice(0, middle), false);
	await readPart(course, ids.slice(middle), isFirstWhole);
	return false;
}

function settleFound(course: Course, ids: readonly string[], contacts: readonly XeroContact[]): boolean {
	const found = new Map(contacts.map((contact) => [contact.ContactID, contact]));
	for (const id of ids) {
		const contact = found.get(id);
		settleAll(course, [id], contact === undefined ? { kind: 'missing' } : { kind: 'found', contact });
	}
	return true;
}

function settleAll(course: Course, ids: readonly string[], as: ReadById): false {
	for (const id of ids) course.read.set(id, as);
	if (as.kind === 'found') course.found += ids.length;
	if (as.kind === 'missing') course.missing += ids.length;
	return false;
}

function stopWhereNothingIsKnown(course: Course): void {
	if (course.stopped !== undefined || course.found > 0 || course.missing < UNKNOWN_IN_A_ROW) return;
	course.stopped = {
		attempts: 0,
		failure: {
			class: 'gone',
			reason: 'xeroContactsUnknown',
			message: `Xero knew none of the first ${course.missing} contacts that were asked for, so it was not asked for the others`,
			nextStep: 'Check that the right organisation is chosen in the node: the contacts seem to be of another one.',
			retryable: false,
		},
	};
}
