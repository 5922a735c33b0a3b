import type { XeroContact } from '../contact/contact';
import { isActive, type ContactView } from './contactDirectory';

/**
 * Follows Xero's merges from a contact to the one that lives on; a chain that leads nowhere known ends at its last
 * known link. An active contact was not merged, or somebody restored it: it stands for itself. Pure.
 */
export function winnerOf(contact: XeroContact, view: Pick<ContactView, 'byId'>): XeroContact {
	const seen = new Set<string>();
	let current = contact;
	while (current.MergedToContactID && !isActive(current) && !seen.has(current.ContactID)) {
		seen.add(current.ContactID);
		const next = view.byId(current.MergedToContactID);
		if (!next) return current;
		current = next;
	}
	return current;
}

/** Merges followed, each contact once. Pure. */
export function winnersOf(found: readonly XeroContact[], view: Pick<ContactView, 'byId'>): XeroContact[] {
	return [...new Set(found.map((contact) => winnerOf(contact, view)))];
}

/** Ids of the winners that are still to be read, lower case; none where merges lead round in a circle. Pure. */
export function mergeTargets(contacts: readonly XeroContact[], view: Pick<ContactView, 'byId'>): string[] {
	return winnersOf(contacts, view).flatMap((contact) => {
		const { MergedToContactID = '' } = contact;
		const isEnd = MergedToContactID === '' || isActive(contact) || view.byId(MergedToContactID) !== undefined;
		return isEnd ? [] : [MergedToContactID.toLowerCase()];
	});
}

/** Every contact that was merged into this one, directly or in several steps, as far as they have been read. Pure. */
export function losersOf(contact: XeroContact, view: Pick<ContactView, 'mergedInto'>): XeroContact[] {
	const losers = new Set<XeroContact>();
	const open = [contact];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		for (const loser of view.mergedInto(next.ContactID)) {
			if (isActive(loser) || losers.has(loser) || loser.ContactID === contact.ContactID) continue;
			losers.add(loser);
			open.push(loser);
		}
	}
	return [...losers];
}
