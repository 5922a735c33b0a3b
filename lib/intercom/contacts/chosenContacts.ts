import { filtersOf, isChosen, type KnownChoice } from './contactChoice';
import { searchOldestFirst, turnsInACircle, type ContactPage, type OldestFirst } from './contactPages';
import type { Answer, IntercomConnection } from '../api/request';

/**
 * One page of the contacts of a choice, the oldest contact first, see searchOldestFirst. Pages on which nobody is chosen are
 * passed over, so that an empty one is the last. `total` is Intercom's and counts the whole of a day where a time is chosen.
 */
export async function readChosenContacts(known: KnownChoice, page: Omit<OldestFirst, 'filters'>, connection: IntercomConnection): Promise<Answer<ContactPage>> {
	const filters = filtersOf(known);
	for (let { cursor } = page; ; ) {
		const answer = await searchOldestFirst({ ...page, filters, cursor }, connection);
		if (!answer.ok) return answer;
		const { contacts: found, nextCursor, total } = answer.value;
		if (nextCursor !== null && nextCursor === cursor) return { ok: false, failure: turnsInACircle, attempts: 1 };
		const contacts = found.filter(({ contact }) => isChosen(contact, known.choice));
		if (contacts.length > 0 || nextCursor === null) return { ok: true, value: { contacts, nextCursor, total } };
		cursor = nextCursor;
	}
}
