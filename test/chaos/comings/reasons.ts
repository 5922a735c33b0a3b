import type { ContactRecord } from '../../../sandbox/intercom/model';
import type { ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import { candidates, isActive, isForeign, isKnownAs, isKnownGone, livingId, namedIds, numberOf, ownersOf, referred, speakers, winnerOf, withEmail } from './belonging';
import type { Moment } from './moment';
import { folded } from './words';

/** Reasons for which a record may wait at rest, by what both vendors hold; none: it has to be right in Xero. */
export function allowedReasons(moment: Moment, person: ContactRecord): string[] {
	const company = person.role === 'user' ? moment.companies.get(person.companyIds[0] ?? '') : undefined;
	if (company !== undefined) return [...ofReference(moment, person, [company.id], company.custom.xero_company_contact_id), ...ofNumber(moment, [company.id])];
	const reasons = ofKeys(moment, person);
	const holdsOne = [...moment.contacts.values()].some((contact) => isActive(contact) && ownersOf(moment, contact).has(person.id));
	return holdsOne ? reasons : [...reasons, ...ofEmail(moment, person)];
}

/** What its reference and its number lead to. */
function ofKeys(moment: Moment, person: ContactRecord): string[] {
	const ids = namedIds(person);
	return [...ofReference(moment, person, ids, person.custom.xero_contact_id), ...ofNumber(moment, ids)];
}

/** A reference that a person set to what cannot be it. @param ids that Intercom names, the present one first */
function ofReference(moment: Moment, person: ContactRecord, ids: readonly string[], reference: unknown): string[] {
	if (typeof reference !== 'string') return [];
	const contact = referred(moment, person);
	if (contact === undefined) return [];
	if (!isActive(contact)) return ['archived'];
	if (isForeign(moment, contact)) return ['numberOfAnotherSystem'];
	const numbers = speakers(moment, contact).map(numberOf);
	const others = numbers.filter((number) => !isKnownAs(moment, number, ids));
	// Without a way to ask, nobody knows that a record is gone.
	const isAnothers = others.some((number) => !moment.policy.asksIntercom || !isKnownGone(moment, number));
	return isAnothers || (others.length === numbers.length && hasRival(moment, contact, ids)) ? ['keysDisagree'] : [];
}

/** The reference says one contact and the number another one: nobody but a person can tell which of the two it is. */
function hasRival(moment: Moment, referenced: XeroRecord, [id]: readonly string[]): boolean {
	return [...moment.contacts.values()].some((contact) => contact.id !== referenced.id && isActive(contact) && numberOf(contact) === id);
}

/** What became of the contacts that carry one of its ids. */
function ofNumber(moment: Moment, ids: readonly string[]): string[] {
	const [id] = ids as [string];
	const carriers = [...moment.contacts.values()].filter((contact) => livingId(moment, numberOf(contact)) === id);
	if (carriers.length === 0) return [];
	const ends = [...new Set(carriers.map((contact) => winnerOf(moment, contact)))];
	const active = ends.filter(isActive);
	if (active.length === 0) return ['archived'];
	const byPresentId = carriers.some((contact) => numberOf(contact) === id && isActive(winnerOf(moment, contact)));
	return [
		...(carriers.some((contact) => numberOf(contact) === id && !isActive(winnerOf(moment, contact))) ? ['archived'] : []),
		...(active.length > 1 && !byPresentId ? ['ambiguous'] : []),
		...active.flatMap((contact) => ofMergeWinner(moment, contact, ids)),
	];
}

/** Its contact was merged into one that is another record's, too. */
function ofMergeWinner(moment: Moment, contact: XeroRecord, ids: readonly string[]): string[] {
	// The number of a record that is gone is nobody's to guess about either.
	const isAnothers = speakers(moment, contact).some((one) => !isKnownAs(moment, numberOf(one), ids));
	if (isForeign(moment, contact)) return ['numberOfAnotherSystem'];
	return isAnothers ? ['duplicateInIntercom', 'recordGone', 'keysDisagree'] : [];
}

/** What else its email leads to. */
function ofEmail(moment: Moment, person: ContactRecord): string[] {
	const found = candidates(moment, person.email);
	const archived = withEmail(moment, person.email).some((contact) => !isActive(winnerOf(moment, contact)));
	const others = [...moment.people.values()].filter((one) => one.id !== person.id && one.state === 'active' && folded(one.email) === folded(person.email));
	const inXero = [...(found.length === 0 && archived ? ['archived'] : []), ...(found.length > 1 ? ['ambiguous'] : [])];
	if (person.role === 'lead') {
		// Whatever a typed email leads to, an archived contact too, a lead is a stranger to it.
		const users = found.length > 0 || archived || others.some(({ role }) => role === 'user');
		return [...inXero, ...(users ? ['unverified'] : []), ...(others.some(({ role }) => role === 'lead') ? ['duplicateInIntercom'] : [])];
	}
	const taken = found.filter((contact) => speakers(moment, contact).length > 0);
	const gone = taken.filter((contact) => speakers(moment, contact).every((one) => isKnownGone(moment, numberOf(one))));
	const { asksIntercom, goneRecords } = moment.policy;
	return [
		...inXero,
		...(taken.length > (asksIntercom ? gone.length : 0) || others.some(({ role }) => role === 'user') ? ['duplicateInIntercom'] : []),
		...(asksIntercom && taken.some((contact) => isStuck(moment, contact)) ? ['emailMoves'] : []),
		...(asksIntercom && goneRecords === 'review' && gone.length > 0 ? ['recordGone'] : []),
		...(taken.some((contact) => isForeign(moment, contact)) ? ['numberOfAnotherSystem'] : []),
	];
}

/** A contact that nobody will write before a person has settled it: its record is archived, waits itself, or it is more than one record's. */
function isStuck(moment: Moment, contact: XeroRecord): boolean {
	const owners = [...new Set(speakers(moment, contact).map((one) => livingId(moment, numberOf(one))))];
	const persons = owners.map((id) => moment.people.get(id ?? ''));
	return owners.length > 1 || persons.every((person) => person !== undefined && (person.state === 'archived' || ofKeys(moment, person).length > 0));
}
