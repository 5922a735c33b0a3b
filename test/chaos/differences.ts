import type { EndState, Meaning } from './endState';
import type { NastyWorld } from './nastyWorld';
import type { QueueResult } from './queue';
import type { Exit } from './syncPage';

/** One run of a seed, with faults or without. */
export interface FinishedRun {
	end: EndState;
	queue: QueueResult;
}

export interface Difference {
	/** What to look for in the journal: an Intercom id or a ContactID. */
	about: string;
	text: string;
}

/** What a run with faults did otherwise than the one without; empty is what every seed promises. */
export function differencesOf(calm: FinishedRun, stormy: FinishedRun, world: NastyWorld): Difference[] {
	const families = exchangeable(calm, stormy, world);
	return [
		...stormy.queue.stuck.map((id) => ({ about: id, text: `lost: ${id} never left the queue` })),
		...stormy.end.createdTwice.map((id) => ({ about: id, text: `created twice: ${id}` })),
		...contactDifferences(calm.end, stormy.end, world, families),
		...overwritten(calm.end, stormy.end, families),
		...exitDifferences(calm.queue, stormy.queue, families),
		...referenceDifferences(calm.end, stormy.end, families),
	];
}

/** Ids that two records of one email may hand to each other: who comes first owns the contact, see {@link exchangeable}. */
type Families = ReadonlySet<string>;

/**
 * Records that share an email, where another of them came first because the first one could not be read: still one
 * owner, still the others in Review, and only fields of the contact that is theirs differ. Everything else must be equal
 * to the letter.
 */
function exchangeable(calm: FinishedRun, stormy: FinishedRun, world: NastyWorld): Families {
	const ids = new Set<string>();
	for (const family of sharingAnEmail(world)) {
		const owners = [calm, stormy].map(({ queue }) => family.filter((id) => queue.exits.get(id)?.kind === 'synced'));
		const waiting = family.filter((id) => isSecond(stormy.queue.exits.get(id)));
		const oneEach = owners.every((list) => list.length === 1) && waiting.length === family.length - 1;
		if (!oneEach || owners[0]![0] === owners[1]![0]) continue;
		for (const id of family) ids.add(id);
		for (const { queue } of [calm, stormy]) for (const id of family) ids.add(contactIdOf(queue.exits.get(id)));
	}
	return ids;
}

function sharingAnEmail({ people, kindOf }: NastyWorld): string[][] {
	const byEmail = new Map<string, string[]>();
	for (const { id, email } of people) {
		if (kindOf.get(id) !== 'shared email') continue;
		const key = String(email).toLowerCase();
		byEmail.set(key, [...(byEmail.get(key) ?? []), id]);
	}
	return [...byEmail.values()];
}

/** A user is told to be a double; a lead may be anybody. */
function isSecond(exit: Exit | undefined): boolean {
	return exit?.kind === 'review' && ['duplicateInIntercom', 'unverified'].includes(exit.reason);
}

function contactIdOf(exit: Exit | undefined): string {
	return exit?.kind === 'synced' ? exit.xeroContactId : '';
}

function contactDifferences(calm: EndState, stormy: EndState, world: NastyWorld, families: Families): Difference[] {
	const keys = new Set([...calm.contacts.keys(), ...stormy.contacts.keys()]);
	return [...keys].flatMap((key) => {
		if (families.has(key)) return [];
		const [wanted, found] = [calm.contacts.get(key), stormy.contacts.get(key)];
		if (wanted === undefined) return [{ about: key, text: `created though the calm run did not: ${key} ${JSON.stringify(found)}` }];
		if (found === undefined) return [{ about: key, text: `lost: ${key}, in the calm run ${JSON.stringify(wanted)}` }];
		const fields = differingFields(wanted, found).filter((field) => field !== 'Name' || !isSameButForSuffix(key, wanted, found, world));
		return fields.map((field) => ({ about: key, text: `${key} (${world.kindOf.get(key) ?? 'was there before'}) ${field}: "${wanted[field] ?? ''}" is "${found[field] ?? ''}"` }));
	});
}

export function differingFields(a: Meaning, b: Meaning): string[] {
	return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((field) => (a[field] ?? '') !== (b[field] ?? ''));
}

/** Of namesakes, the first to be created has the plain name; another may be first where that one could not be read. */
function isSameButForSuffix(key: string, a: Meaning, b: Meaning, { kindOf }: NastyWorld): boolean {
	return kindOf.get(key) === 'namesakes' && withoutSuffix(a.Name) === withoutSuffix(b.Name);
}

/** A long name is cut to make room for its suffix, so only the part that is always left is compared. */
function withoutSuffix(name = ''): string {
	return name.replace(/ \([^()]*\)$/, '').slice(0, 150);
}

function overwritten(calm: EndState, stormy: EndState, families: Families): Difference[] {
	return [...stormy.changed]
		.filter((change) => !calm.changed.has(change) && !families.has(change.split(' ')[0]!))
		.map((change) => ({ about: change.split(' ')[0]!, text: `overwritten: ${change}` }));
}

function exitDifferences(calm: QueueResult, stormy: QueueResult, families: Families): Difference[] {
	return [...calm.exits].flatMap(([id, exit]) => {
		const [wanted, found] = [exitText(exit), exitText(stormy.exits.get(id))];
		return wanted === found || families.has(id) ? [] : [{ about: id, text: `${id} left as "${found}" instead of "${wanted}"` }];
	});
}

export function exitText(exit: Exit | undefined): string {
	if (exit === undefined) return 'nothing';
	if (exit.kind === 'failed') return `failed ${exit.failure.reason}`;
	if (exit.kind === 'synced') return 'synced';
	return exit.kind === 'merged' ? `merged into ${exit.winnerId}` : `${exit.kind} ${exit.reason}`;
}

function referenceDifferences(calm: EndState, stormy: EndState, families: Families): Difference[] {
	const ids = new Set([...calm.references.keys(), ...stormy.references.keys()]);
	return [...ids].flatMap((id) => {
		const [wanted, found] = [calm.references.get(id), stormy.references.get(id)];
		return wanted === found || families.has(id) ? [] : [{ about: id, text: `reference of ${id} leads to ${found} instead of ${wanted}` }];
	});
}
