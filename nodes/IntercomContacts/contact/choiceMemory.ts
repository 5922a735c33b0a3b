import type { IExecuteFunctions } from 'n8n-workflow';
import { ShortMemory } from '../../../lib/http/shortMemory';
import { readChosenContacts } from '../../../lib/intercom/contacts/chosenContacts';
import { askForChoice, needsAsking, type ContactChoice, type KnownChoice } from '../../../lib/intercom/contacts/contactChoice';
import type { ContactPage, OldestFirst } from '../../../lib/intercom/contacts/contactPages';
import type { Answer, IntercomConnection } from '../../../lib/intercom/api/request';
import { chosenCredential } from '../../shared/intercomCredential';

const LIFE_MS = 60 * 60_000;

/** The pages of one reading share what was asked with the first; another worker process, or an hour later, asks once more. */
const kept = new ShortMemory<KnownChoice>(LIFE_MS);

/**
 * One page of the chosen contacts; what their choice names is asked with the first page, and recalled for those after it. An
 * empty page on which a recalled name was searched proves nothing, because tag or segment may have been deleted since: the
 * name is asked for again, and the page read again.
 */
export async function chosenPage(
	context: IExecuteFunctions,
	choice: ContactChoice,
	page: Omit<OldestFirst, 'filters'>,
	connection: IntercomConnection,
): Promise<Answer<ContactPage>> {
	const recalled = page.cursor === null ? undefined : kept.recall(keyOf(context, choice, connection), connection.clock.now());
	if (recalled) {
		const answer = await readChosenContacts(recalled, page, connection);
		if (!answer.ok || answer.value.contacts.length > 0) return answer;
	}
	const known = await ask(context, choice, connection);
	return known.ok ? await readChosenContacts(known.value, page, connection) : known;
}

async function ask(context: IExecuteFunctions, choice: ContactChoice, connection: IntercomConnection): Promise<Answer<KnownChoice>> {
	const answer = await askForChoice(choice, connection);
	if (answer.ok && needsAsking(choice)) kept.keep(keyOf(context, choice, connection), answer.value, connection.clock.now());
	return answer;
}

/** Names mean something within a workspace only, and the credential leads to it. */
function keyOf(context: IExecuteFunctions, choice: ContactChoice, { region, simulatorUrl }: IntercomConnection): string {
	return JSON.stringify([context.getNode().credentials?.[chosenCredential(context)]?.id, region, simulatorUrl, choice]);
}
