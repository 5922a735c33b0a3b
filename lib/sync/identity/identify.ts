import type { ContactView } from '../../xero/directory/contactDirectory';
import { winnersOf } from '../../xero/directory/merges';
import { mailDomain } from '../../xero/contact/webDomain';
import { sameName } from '../record/contactName';
import type { MappedRecord } from '../record/record';
import { theOneOf, type Search } from './bindOne';
import { byDecision } from './decided';
import type { Bound, Identity, IdentifyOptions } from './identity';
import { isNumberOfXero, numberOwner } from './numberOwner';
import { byOrganisationKeys, mayBeBranch, namesakeAtSite } from './organisationKeys';
import { isAnotherOrganisation, standsForPerson } from './organisationMatch';
import { byNumber, byReference, followed, leftBehind, wasMergedIn } from './ownKeys';

/**
 * Decides which Xero contact a mapped record is. The first key that hits wins; two candidates are never settled by
 * guessing, and a key that points elsewhere is never overruled by a weaker one.
 * @param view every contact read for this record, archived ones included
 * @returns bind, create or review, with the reason. Pure, never throws.
 */
export function identify(record: MappedRecord, view: ContactView, options: IdentifyOptions): Identity {
	const search: Search = { record, view, options, notes: [] };
	const weaker = () => unlessStranger(search, byEmail(search) ?? byName(search));
	const identity = byDecision(search) ?? byReference(search) ?? byNumber(search) ?? byOrganisationKeys(search) ?? weaker() ?? namesakeAtSite(search);
	if (identity === undefined) return { kind: 'create', notes: search.notes };
	return identity.kind === 'bind' ? withItsHistory(identity, search) : identity;
}

/** What else there is to tell of the contact: merges that led to it, contacts that stay behind, a number that is Xero's own. */
function withItsHistory(identity: Bound, search: Search): Bound {
	const { contact } = identity;
	const left = leftBehind(search, contact);
	const followedMerge = identity.followedMerge || wasMergedIn(search, contact);
	const merged = followedMerge && !identity.followedMerge ? [followed(contact)] : [];
	const given = isNumberOfXero(contact.ContactNumber) ? ['ContactNumber was left as it is: Xero itself gave it.'] : [];
	return { ...identity, notes: [...identity.notes, ...merged, ...given], ...(identity.followedMerge !== undefined || followedMerge ? { followedMerge } : {}), ...(left.length > 0 && { leftBehind: left }) };
}

/** A visitor can type anybody's email and name: whatever they lead to, no question about it may speak as if the lead were that customer. */
function unlessStranger({ record }: Search, found: Identity | undefined): Identity | undefined {
	if (record.role !== 'lead' || found === undefined || found.kind === 'create') return found;
	const candidates = found.kind === 'review' ? found.candidates : [found.contact];
	return { kind: 'review', because: 'unverified', candidates, notes: found.notes };
}

function byEmail(search: Search): Identity | undefined {
	const { record, view, notes } = search;
	if (!record.match.email) return undefined;
	const found = winnersOf(view.byEmail(record.match.email), view);
	const others = found.filter((contact) => isAnotherOrganisation(contact, record));
	const namesake = others.find((contact) => sameName(contact.Name ?? '', record.match.name));
	if (namesake) return { kind: 'review', because: 'keysDisagree', candidates: [namesake], notes };
	if (others.length > 0) notes.push('A contact with the same email has another ABN or website and was left alone.');
	const identity = theOneOf(found.filter((contact) => !others.includes(contact)), 'email', search);
	if (record.kind !== 'organisation' || identity?.kind !== 'bind') return identity;
	const { contact } = identity;
	// A company must not take over the contact of the person who reads its mail, nor that of another one with the same bookkeeper or head office.
	if (standsForPerson(contact, record)) return { kind: 'review', because: 'keysDisagree', candidates: [contact], notes };
	return mayBeBranch(contact, record.match.name, mailDomain(record.match.email)) ? { kind: 'review', because: 'sameDomain', candidates: [contact], notes } : identity;
}

function byName({ record, view, options, notes }: Search): Identity | undefined {
	if (!options.matchByName) return undefined;
	const [contact, ...others] = view.byName(record.match.name);
	if (!contact) return undefined;
	if (others.length > 0) return { kind: 'review', because: 'ambiguous', candidates: [contact, ...others], notes };
	if (isAnotherOrganisation(contact, record)) return { kind: 'review', because: 'keysDisagree', candidates: [contact], notes };
	const sameEmail = (contact.EmailAddress ?? '').toLowerCase() === (record.match.email ?? '').toLowerCase();
	const emailsDiffer = contact.EmailAddress && record.match.email && !sameEmail;
	if (emailsDiffer || numberOwner(contact, record, view, options.heldBy) !== 'none') return undefined;
	return { kind: 'bind', contact, by: 'name', notes };
}
