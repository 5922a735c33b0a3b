import type { ContactRecord } from '../../../sandbox/intercom/model';
import type { MoveKind } from './story';
import type { Scene } from './scene';

/** What people do in Intercom. Each returns the ids whose change Intercom tells of. */
export const INTERCOM_MOVES: Partial<Record<MoveKind, (scene: Scene) => string[]>> = {
	signsUp: ({ people, words, chance }) => [
		people.createContact({ role: 'user', name: words.name(), email: words.email(), phone: chance(0.6) ? words.phone() : null }).id,
	],
	becomesLead: ({ people, words, chance }) => [
		people.createContact({ role: 'lead', name: words.name(), email: words.email(), phone: chance(0.6) ? words.phone() : null }).id,
	],
	typesCustomersEmail,
	edits,
	handsEmailOver,
	leadMerged: (scene) => merged(scene, 'lead'),
	usersMerged: (scene) => merged(scene, 'user'),
	archived: ({ people, pick, active }) => pick(active(), ({ id }) => [people.archive(id).id]),
	unarchived: ({ people, pick, everybody }) => pick(everybody().filter(({ state }) => state === 'archived'), ({ id }) => [people.unarchive(id).id]),
	deleted: ({ people, pick, active }) =>
		pick(active(), ({ id }) => {
			people.deleteContact(id);
			return [];
		}),
	madeAnew,
	wrongReference,
	companyFounded,
	companyBilled: ({ people, pick, companies, words }) =>
		pick(companies(), ({ id, contactIds }) => {
			people.updateCompany(id, { custom: { billing_email: words.email() } });
			return [...contactIds];
		}),
};

/** A visitor types an email that is a customer's, or one that only Xero knows. */
function typesCustomersEmail({ people, pick, active, contacts, chance, words }: Scene): string[] {
	const emails = chance(0.6) ? active().map(({ email }) => email) : contacts().map(({ text }) => text.EmailAddress ?? null);
	return pick(emails.filter((email) => email !== null), (email) => [people.createContact({ role: 'lead', name: words.name(), email }).id]);
}

function edits({ people, pick, active, chance, words }: Scene): string[] {
	return pick(active(), ({ id }) => {
		const change = { ...(chance(0.4) && { name: words.name() }), ...(chance(0.5) && { phone: words.phone() }), ...(chance(0.5) && { email: words.email() }) };
		people.updateContact(id, change);
		return [id];
	});
}

/** One gives an email up and another one takes it; who is heard of first is chance. */
function handsEmailOver({ people, pick, users, chance, words }: Scene): string[] {
	return pick(users(), ({ id, email }) => {
		people.updateContact(id, { email: words.email() });
		if (chance(0.3)) return [people.createContact({ role: 'user', name: words.name(), email }).id, id];
		return pick(users().filter((other) => other.id !== id), (other) => {
			people.updateContact(other.id, { email });
			return chance(0.5) ? [id, other.id] : [other.id, id];
		});
	});
}

function merged({ people, pick, persons }: Scene, role: ContactRecord['role']): string[] {
	return pick(persons().filter((one) => one.role === role), (from) =>
		pick(persons().filter((one) => one.role === 'user' && one.id !== from.id), (into) => [people.mergeLeadIntoUser(from.id, into.id).id]),
	);
}

/** Deleted and made anew with the same email, as an import into a new workspace does. */
function madeAnew({ people, pick, everybody, chance, words }: Scene): string[] {
	const gone = everybody().filter(({ state, email }) => state === 'deleted' && email !== null);
	const known = chance(0.5) && gone.length > 0 ? gone : everybody().filter(({ state, role, companyIds }) => state === 'active' && role === 'user' && companyIds.length === 0);
	return pick(known, ({ id, state, name, email, phone }) => {
		if (state === 'active') people.deleteContact(id);
		return [people.createContact({ role: 'user', name: chance(0.7) ? name : words.name(), email, phone }).id];
	});
}

/** Somebody types into xero_contact_id what is none, or what is another one's. */
function wrongReference({ people, pick, persons, ownedByOthers, organisationId, chance, dice }: Scene): string[] {
	return pick(persons(), ({ id, email }) => {
		const others = ownedByOthers(id);
		const texts = ['n/a', '7ea42cf-d555-4ec8-831d-87599d461b60', email ?? '-', '00000000-1111-4222-8333-444444444444', ' '];
		const wrong = chance(0.5) && others.length > 0 ? others[Math.floor(dice() * others.length)]!.id : texts[Math.floor(dice() * texts.length)]!;
		people.updateContact(id, { custom: { xero_contact_id: wrong, xero_organisation_id: organisationId } });
		return [id];
	});
}

function companyFounded({ people, chance, words, dice }: Scene): string[] {
	const custom: Record<string, string> = chance(0.4) ? { billing_email: words.email() } : {};
	const company = people.createCompany({ name: `${words.word()} Pty Ltd`, custom, ...(chance(0.5) && { companyId: `c-${words.word()}` }) });
	return Array.from({ length: 1 + Math.floor(dice() * 3) }, () => {
		const { id } = people.createContact({ role: 'user', name: words.name(), email: words.email() });
		people.attachCompany(id, company.id);
		return id;
	});
}
