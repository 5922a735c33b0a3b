import { readChosenContacts } from '../../../lib/intercom/contacts/chosenContacts';
import { askForChoice, type ContactChoice } from '../../../lib/intercom/contacts/contactChoice';
import type { IntercomConnection } from '../../../lib/intercom/api/request';
import type { HttpRequest } from '../../../lib/http/transport';
import type { IntercomAlone } from './intercomOnly';

/** A connection of the package's own calls to the stand-in. */
export function connectionTo(intercom: IntercomAlone): IntercomConnection {
	return {
		region: 'us',
		simulatorUrl: intercom.url,
		clock: { now: () => intercom.kernel.clock.now(), random: () => 0.5, sleep: async () => await Promise.resolve() },
		transport: async ({ method, url, query, body }: HttpRequest) => {
			const parameters = new URLSearchParams(Object.entries(query ?? {}).map(([key, value]): [string, string] => [key, String(value)])).toString();
			return await intercom.call(method, url.slice(intercom.url.length) + (parameters === '' ? '' : `?${parameters}`), body);
		},
	};
}

export const EVERYBODY: ContactChoice = { role: null, tag: null, segment: null, createdSince: null, changedSince: null };

/** Ids of the chosen in the order of the pages, with what is done between two of them. */
export async function readAll(connection: IntercomConnection, choice: ContactChoice, perPage: number, between: (page: number) => void = () => undefined) {
	const known = await askForChoice(choice, connection);
	if (!known.ok) throw new Error(known.failure.message);
	const ids: string[] = [];
	const totals = new Set<number | null>();
	let pages = 0;
	for (let cursor: string | null = null; pages === 0 || cursor !== null; pages++) {
		const page = await readChosenContacts(known.value, { perPage, cursor, mergeHistory: true }, connection);
		if (!page.ok) throw new Error(page.failure.message);
		ids.push(...page.value.contacts.map(({ contact }) => contact.id));
		totals.add(page.value.total);
		cursor = page.value.nextCursor;
		between(pages);
	}
	return { ids, totals: [...totals], pages };
}
