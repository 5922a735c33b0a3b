import { DEFAULT_BACKOFF } from '../../http/backoff';
import { LOOK_UP_LATER, type Failure } from '../../http/failure';
import type { XeroContactGroup } from '../../xero/contact/contact';
import { createGroup } from '../../xero/api/groupEndpoints';
import { keySharedAtFirst } from '../../xero/api/idempotencyKey';
import { MAX_CONTACT_GROUPS } from '../../xero/pace/limits';
import { foldName } from '../record/contactName';
import type { Run } from '../write/run';
import { lookUpDelayMs } from '../write/writeBatch';
import { noteGroup, readGroups, readGroupsAgain } from './groupLists';

/** Creates sent for one group until it is given up. */
const MAX_CREATES = 3;

export type Ensured =
	| { kind: 'group'; group: XeroContactGroup }
	/** Others have filled Xero's hundred meanwhile. */
	| { kind: 'noRoom' }
	| { kind: 'failed'; failure: Failure; attempts: number };

/**
 * The group of that name, created where it does not exist. Where the create is refused or its answer lost, the list of
 * groups tells what became of it, so that two workers end up with the same group.
 */
export async function ensureGroup(run: Run, name: string): Promise<Ensured> {
	const listed = await readGroups(run);
	if (!listed.ok) return { ...listed, kind: 'failed' };
	const known = firstNamed(listed.value, name);
	return known ? { kind: 'group', group: known } : await createNew(run, name);
}

async function createNew(run: Run, name: string): Promise<Ensured> {
	const { client, clock } = run.deps;
	for (let attempt = 1; ; attempt++) {
		const created = await createGroup(client, name, createKey(run, name, attempt));
		if (created.ok && created.value) {
			noteGroup(run, created.value);
			return { kind: 'group', group: created.value };
		}
		const isLost = created.ok || created.failure.class === 'uncertain';
		if (!created.ok && !isLost && created.failure.class !== 'validation') return { ...created, kind: 'failed' };
		if (isLost) await clock.sleep(lookUpDelayMs(attempt, client.context.backoff ?? DEFAULT_BACKOFF, clock.random()), client.context.signal);
		const found = await lookAgain(run, name);
		if (found) return found;
		// What all runs ask for in the same words may have been answered with the refusal of minutes ago: once more in our own.
		if ((!isLost && attempt > 1) || attempt >= MAX_CREATES) return { kind: 'failed', failure: created.ok ? UNNAMED : created.failure, attempts: attempt };
	}
}

/** What the list says now; undefined where it says that the group can still be created. */
async function lookAgain(run: Run, name: string): Promise<Ensured | undefined> {
	const listed = await readGroupsAgain(run);
	if (!listed.ok) return { ...listed, kind: 'failed' };
	const group = firstNamed(listed.value, name);
	if (group) return { kind: 'group', group };
	return listed.value.length >= MAX_CONTACT_GROUPS ? { kind: 'noRoom' } : undefined;
}

/** Whether Xero allows two groups of one name is not documented: of several all workers take the same. */
export function firstNamed(groups: readonly XeroContactGroup[], name: string): XeroContactGroup | undefined {
	const same = groups.filter((group) => foldName(group.Name) === foldName(name));
	return same.sort((a, b) => (a.ContactGroupID < b.ContactGroupID ? -1 : 1))[0];
}

/**
 * A group that is made anew because it was deleted is another thing to do than the first one was. Two workers that need the
 * same new group at once get one, also where Xero allows two of a name.
 */
function createKey(run: Run, name: string, attempt: number): string {
	const content = ['group', name, run.recreated.has(foldName(name))];
	return keySharedAtFirst({ organisationId: run.options.organisationId, run: run.id, attempt }, content);
}

const UNNAMED: Failure = {
	class: 'uncertain',
	reason: 'xeroGroupUncertain',
	message: 'Xero did not say whether it created the group',
	nextStep: LOOK_UP_LATER,
	retryable: true,
};
