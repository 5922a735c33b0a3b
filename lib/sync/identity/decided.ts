import type { XeroContact } from '../../xero/contact/contact';
import { isActive } from '../../xero/directory/contactDirectory';
import { winnerOf } from '../../xero/directory/merges';
import { isGone, takeOver, type Search } from './bindOne';
import type { Identity } from './identity';
import { numberOwner } from './numberOwner';
import { byNumber } from './ownKeys';

/**
 * What a person decided goes before any key: neither email, name, ABN nor stored reference says anything against it. What
 * cannot be obeyed is never replaced by a guess; it is a question again. Pure.
 * @returns undefined where nobody decided
 */
export function byDecision(search: Search): Identity | undefined {
	const { decision } = search.record;
	if (decision === undefined) return undefined;
	return decision.do === 'bind' ? theDecided(decision.xeroContactId, search) : anotherThanAll(search);
}

/** The contact that a person named; merges in Xero are followed, as from a reference. */
function theDecided(contactId: string, search: Search): Identity {
	const { record, view, options, notes } = search;
	const named = view.byId(contactId);
	if (named === undefined) return refused([], search);
	const contact = winnerOf(named, view);
	if (contact !== named) notes.push(`The contact was merged in Xero into "${contact.Name ?? ''}".`);
	if (!isActive(contact)) return refused([contact], search);
	const owner = numberOwner(contact, record, view, options.heldBy);
	const isAnothers = owner === 'anotherIntercomRecord';
	if (isAnothers && !isGone(contact, search)) return refused([contact], search);
	notes.push(`A person decided that it is this contact${byWhom(search)}.`);
	if (isAnothers) return { ...takeOver(contact, 'decision', search), ...(contact !== named && { followedMerge: true }) };
	if (owner === 'anotherSystem') notes.push(`ContactNumber "${contact.ContactNumber}" of another system was left as it is.`);
	return { kind: 'bind', contact, by: 'decision', notes, followedMerge: contact !== named };
}

/** None of those that are there; once it is made, its number finds it. */
function anotherThanAll(search: Search): Identity {
	const { record, view, notes } = search;
	const numbered = view.byNumber(record.intercomId);
	if (numbered.length === 0) return { kind: 'create', notes: [...notes, `A person decided that it is a contact of its own${byWhom(search)}.`] };
	const identity = byNumber(search);
	return identity?.kind === 'bind' ? identity : refused(numbered, search);
}

function refused(candidates: readonly XeroContact[], { notes }: Search): Identity {
	return { kind: 'review', because: 'decisionRefused', candidates, notes };
}

function byWhom({ record: { decision } }: Search): string {
	return decision?.by ? ` (${decision.by})` : '';
}
