import { findContacts, newFinder, type Finder } from '../xero/reading/findContacts';
import { isContactId } from '../xero/contact/contactId';
import type { SearchKeys } from '../xero/reading/reading';
import type { Pending } from './decide/decide';
import { neededKeys } from './identity/neededKeys';
import { failed } from './record/outcomes';
import type { Run } from './write/run';

/**
 * Reads what is needed to decide the records. What changed in Xero is asked once for a run, and again where that is a
 * minute ago: others may have written since. A record whose own key Xero does not take fails alone.
 * @returns those that can be decided; undefined when reading failed in a way that ends the run
 */
export async function readWindow(run: Run, pending: readonly Pending[]): Promise<Pending[] | undefined> {
	const finder = newFinder(run.deps.client, run.directory, run);
	const isRead = (contactId: string) => run.directory.complete || finder.asked.has(`id:${contactId}`) || !isContactId(contactId);
	const result = await findContacts(finder, () => neededKeys(pending, run.directory, run.options, isRead));
	Object.assign(run, { freshAt: finder.freshAt, mergesAt: finder.mergesAt, looksAgain: finder.looksAgain });
	for (const one of pending) one.requestIds.push(...finder.requestIds.slice(-1));
	if (!result.ok) {
		run.stopped = { failure: result.failure, attempts: result.attempts };
		return undefined;
	}
	return finder.refused.size === 0 ? [...pending] : pending.filter((one) => !failRefused(run, one, finder));
}

function failRefused(run: Run, one: Pending, { refused }: Finder): boolean {
	const failure = keyNames(neededKeys([one], run.directory, run.options)).map((key) => refused.get(key)).find((found) => found !== undefined);
	if (failure) run.outcomes.set(one.record.intercomId, failed(one.record.intercomId, failure, 1, one.requestIds));
	return failure !== undefined;
}

/** As a finder names them. */
function keyNames({ emails, numbers, names, unheld = [], doubted }: SearchKeys): string[] {
	const own = [...[...emails, ...unheld].map((email) => `email:${email}`), ...numbers.map((number) => `number:${number}`), ...names.map((name) => `name:${name}`)];
	return doubted ? [...own, ...keyNames(doubted)] : own;
}
