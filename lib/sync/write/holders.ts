import { createHash } from 'node:crypto';
import { pool } from '../../http/pool';
import { addHistory, getHistory } from '../../xero/api/historyEndpoints';
import { MAX_CALLS_IN_FLIGHT } from '../../xero/pace/limits';
import type { Pending } from '../decide/decide';
import { identify } from '../identity/identify';
import { isOwnNumber, mayBeHeldWithoutNumber, needsHolder } from '../identity/numberOwner';
import { failed, updatedAtOf } from '../record/outcomes';
import type { Run } from './run';
import type { Planned } from './sendWrites';

/**
 * A note in a contact's history can neither be changed nor deleted, so it says for good which record came first; and which
 * one came after it, once that was gone from Intercom.
 */
const HOLDS = /\[n8n holds ([0-9a-f]{24})(?: after ([0-9a-f]{24}))?\]/gi;

/**
 * Reads who holds the contacts that records of this run would take although another system, or Xero itself, gave them
 * their number, or an archived contact keeps it from them: nothing else in Xero tells, because such a contact never gets the Intercom id as its number. A reference
 * proves nothing, people copy it, and neither does a merge in Xero; what the last sync left does, as long as nobody has changed the contact since.
 * @returns false when reading failed in a way that ends the run
 */
export async function learnHolders(run: Run, pending: readonly Pending[]): Promise<boolean> {
	const { client } = run.deps;
	const contactIds = new Set(pending.flatMap(({ record }) => unprovenContact(run, record) ?? []));
	await pool([...contactIds], MAX_CALLS_IN_FLIGHT, async (contactId) => {
		if (run.stopped) return;
		const history = await getHistory(client, contactId);
		if (history.ok) run.known.heldBy.set(contactId, holderIn(history.value));
		else run.stopped = { failure: history.failure, attempts: history.attempts };
	});
	return run.stopped === undefined;
}

/** The holder that a history names, `''` for none; of two that came at the same moment both sides choose the same. Pure. */
export function holderIn(history: readonly string[]): string {
	const marks = history.flatMap((text) => [...text.matchAll(HOLDS)]).map(([, holder = '', before = '']) => ({ holder: holder.toLowerCase(), before: before.toLowerCase() }));
	const past = new Set(marks.map(({ before }) => before));
	return marks.map(({ holder }) => holder).filter((holder) => !past.has(holder)).sort()[0] ?? '';
}

/**
 * Leaves the note on every contact that this round takes and nobody holds, or a record that is gone. A record whose note does not arrive leaves by
 * Failed, and its write is not sent.
 */
export async function markHolders(run: Run, pending: readonly Pending[], planned: Map<string, Planned>): Promise<void> {
	if (run.options.preview) return;
	const taken = pending.flatMap((one) => noteDue(run, one, planned) ?? []);
	await pool(taken, MAX_CALLS_IN_FLIGHT, async ({ one, contactId, holder }) => {
		const { intercomId } = one.record;
		const { client, clock } = run.deps;
		const text = `Kept the same as Intercom record ${intercomId} by n8n: no other one takes this contact. [n8n holds ${intercomId}${holder === '' ? '' : ` after ${holder}`}]`;
		const key = createHash('sha256').update(`holds ${client.organisationId} ${contactId} ${intercomId} ${clock.now()} ${clock.random()}`).digest('hex');
		const marked = await addHistory(client, contactId, [text], key);
		if (marked.ok) return void run.known.heldBy.set(contactId, intercomId.toLowerCase());
		planned.delete(intercomId);
		run.unfinished.delete(intercomId);
		run.deps.memory.forget(run.options.organisationId, intercomId);
		run.outcomes.set(intercomId, failed(intercomId, { ...marked.failure, retryable: true }, marked.attempts, one.requestIds));
	});
}

/** Who takes which contact without its number saying so, and the holder before, '' for none; undefined where no note is due. */
export function noteDue(run: Run, one: Pending, planned: ReadonlyMap<string, Planned>): { one: Pending; contactId: string; holder: string } | undefined {
	const contactId = contactOf(run, one, planned);
	// Its number will say it.
	if (contactId === undefined || planned.get(one.record.intercomId)?.plan.body.ContactNumber !== undefined) return undefined;
	const holder = run.known.heldBy.get(contactId);
	return holder === undefined || isOwnNumber(holder, one.record) ? undefined : { one, contactId, holder };
}

function contactOf(run: Run, { record: { intercomId } }: Pending, planned: ReadonlyMap<string, Planned>): string | undefined {
	const plan = planned.get(intercomId)?.plan;
	if (plan) return plan.kind === 'update' ? plan.contact.ContactID : undefined;
	const outcome = run.outcomes.get(intercomId);
	return outcome?.outcome === 'unchanged' ? outcome.xeroContactId : undefined;
}

function unprovenContact({ directory, options, known }: Run, record: Pending['record']): string | undefined {
	const identity = identify(record, directory, options);
	if (identity.kind !== 'bind' || known.heldBy.has(identity.contact.ContactID)) return undefined;
	const { contact } = identity;
	const { lastSync } = record;
	const isProven = lastSync?.xeroContactId === contact.ContactID && updatedAtOf(contact) <= lastSync.xeroUpdatedAt;
	const isWithoutNumber = needsHolder(contact) || mayBeHeldWithoutNumber(contact, record, directory);
	return isWithoutNumber && !isProven ? contact.ContactID : undefined;
}
