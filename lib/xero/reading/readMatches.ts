import type { XeroContact } from '../contact/contact';
import { isContactId } from '../contact/contactId';
import { quoted, type ContactQuery } from '../api/endpoints';
import { readPage, type Finder, type FindResult } from './finder';
import { MAX_IDS_PER_READ } from '../pace/limits';

/** Characters of a filter once it stands in an address: IIS before Xero takes 2,048 for the whole query (fact sheet, 4). */
const MAX_FILTER_CHARS = 1_500;

/** Control characters and halves of characters: no value in Xero holds one, and it breaks a filter. */
const BREAKING = /[\p{Cc}\p{Cs}]/u;

/** Whether a value can be asked for at all; one that cannot is held by no contact in Xero. Pure. */
export function isAskable(value: string): boolean {
	return !BREAKING.test(value) && encodeURIComponent(quoted(value)).length <= MAX_FILTER_CHARS;
}

/** Reads contacts by their ids, so many at a time as Xero allows; ids that it does not know are simply not found. */
export async function readContacts(finder: Finder, ids: readonly string[]): Promise<FindResult> {
	const known = ids.filter(isContactId);
	for (let start = 0; start < known.length; start += MAX_IDS_PER_READ) {
		const result = await readIds(finder, known.slice(start, start + MAX_IDS_PER_READ));
		if (!result.ok) return result;
	}
	return { ok: true };
}

/** One id that Xero does not know, or cannot read, makes it refuse the whole list, so the list is halved until it is found. */
export async function readIds(finder: Finder, ids: readonly string[]): Promise<FindResult> {
	if (ids.length === 0) return { ok: true };
	const result = await readAll(finder, { ids });
	if (result.ok || !isAboutTheValue(result.failure)) return result;
	if (ids.length === 1) return { ok: true };
	const middle = Math.ceil(ids.length / 2);
	const first = await readIds(finder, ids.slice(0, middle));
	return first.ok ? await readIds(finder, ids.slice(middle)) : first;
}

/** ContactNumber is not among Xero's optimised filters; above 100,000 contacts the search term stands in. */
export async function readNumber(finder: Finder, number: string): Promise<FindResult> {
	const held = finder.directory.byNumber(number);
	const exact = await readAll(finder, { where: `ContactNumber==${quoted(number)}` });
	const result = !exact.ok && exact.failure.reason === 'xeroHighVolume' ? await readAll(finder, { searchTerm: number }) : exact;
	return await settle(finder, `number:${number}`, result, () => stillHolding(held, finder.directory.byNumber(number), finder));
}

/** Contacts with an email, in any case. */
export async function readEmail(finder: Finder, email: string): Promise<FindResult> {
	const held = finder.directory.byEmail(email);
	const result = await readAll(finder, { where: `EmailAddress==${quoted(email)}` });
	return await settle(finder, `email:${email}`, result, () => stillHolding(held, finder.directory.byEmail(email), finder));
}

/** Contacts with a name, in any case. */
export async function readName(finder: Finder, name: string): Promise<FindResult> {
	const held = finder.directory.byName(name);
	const result = await readAll(finder, { where: `Name==${quoted(name)}` });
	return await settle(finder, `name:${name}`, result, () => stillHolding(held, finder.directory.byName(name), finder));
}

/** States that the answer did not bring anew: Xero has it otherwise now. Not of what a dry run foresees. */
function stillHolding(before: readonly XeroContact[], after: readonly XeroContact[], { directory }: Finder): string[] {
	return after.filter((contact) => before.includes(contact) && !directory.isForeseen(contact.ContactID)).map(({ ContactID }) => ContactID);
}

/** A value that Xero refuses concerns whoever has it, and no other record of the run. */
async function settle(finder: Finder, key: string, result: FindResult, outdated: () => string[]): Promise<FindResult> {
	if (result.ok) return await readContacts(finder, outdated());
	if (!isAboutTheValue(result.failure)) return result;
	finder.refused.set(key, result.failure);
	return { ok: true };
}

/** Whether a failure concerns whoever has the value that was asked for, and nobody else. Pure. */
export function isAboutTheValue({ class: kind, reason, status }: { class: string; reason: string; status?: number }): boolean {
	return reason === 'xeroNotFound' || kind === 'validation' || (kind === 'defect' && status === 400);
}

async function readAll(finder: Finder, query: ContactQuery): Promise<FindResult> {
	const seen = { contacts: 0 };
	for (let page = 1; ; page++) {
		const result = await readPage(finder, { ...query, page }, seen);
		if (!result.ok) return result;
		// A filter without Xero's word on its pages is one page: nobody has a thousand contacts of one email.
		if (result.isLast || (result.page.pageCount === undefined && result.page.itemCount === undefined)) return { ok: true };
	}
}
