import { copyRecord, type ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import type { XeroOrganisation } from '../../../sandbox/xero/organisation';
import type { MoveKind } from './story';
import type { Scene } from './scene';

/** What the accountant does in Xero's own screens. Nobody is told of it. */
export const XERO_MOVES: Partial<Record<MoveKind, (scene: Scene) => void>> = {
	strangerAdded,
	renamed: ({ stage, organisation, pick, contacts, words }) =>
		each(pick(contacts(), (contact) => [contact]), ({ id }) => {
			organisation.editInUi(id, { Name: `${words.word()} Holdings` });
			stage.accountantsNames.add(id);
		}),
	contactEdited: ({ organisation, pick, contacts, chance, words }) =>
		each(pick(contacts(), (contact) => [contact]), ({ id }) => {
			const phone = { PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: words.phone().slice(7) };
			organisation.editInUi(id, chance(0.5) ? { Phones: [phone] } : { EmailAddress: words.email() });
		}),
	accountNumberTyped: ({ organisation, pick, contacts, words }) =>
		each(pick(contacts(), (contact) => [contact]), ({ id }) => organisation.editInUi(id, { AccountNumber: `A-${words.word()}` })),
	oursIntoStranger: (scene) => merge(scene, scene.ours(), scene.strangers()),
	strangerIntoOurs: (scene) => merge(scene, scene.strangers(), scene.ours()),
	oursIntoOurs: (scene) => merge(scene, scene.ours(), scene.ours()),
	mergeUndone: (scene) => restoreOne(scene, ({ mergedTo }) => mergedTo !== undefined),
	contactArchived: ({ organisation, pick, contacts }) => each(pick(contacts(), (contact) => [contact]), ({ id }) => organisation.archiveInUi(id)),
	contactRestored: (scene) => restoreOne(scene, ({ mergedTo }) => mergedTo === undefined),
};

/** A contact that the accountant made: an organisation or a person, with an email that somebody in Intercom has, or had, or nobody. */
function strangerAdded({ stage, organisation, pick, everybody, isNameFree, chance, words }: Scene): void {
	const known = everybody().filter(({ email, role }) => email !== null && role === 'user');
	const [like] = chance(0.6) ? pick(known, (one) => [one]) : [];
	const [first, last] = [words.word(), words.word()];
	const theirs = like?.name ?? '';
	const person = { Name: `${first} ${last}`, FirstName: first, LastName: last };
	const kind = chance(0.4) ? person : chance(0.4) && theirs !== '' && isNameFree(theirs) ? { Name: theirs } : { Name: `${first} Trading` };
	const id = organisation.createInUi({ ...kind, EmailAddress: chance(0.8) ? (like?.email ?? words.email()) : words.email() });
	if (kind !== person) stage.accountantsNames.add(id);
}

function merge({ organisation, pick }: Scene, losers: readonly XeroRecord[], winners: readonly XeroRecord[]): void {
	const pairs = pick(losers, (loser) => pick(winners.filter(({ id }) => id !== loser.id), (winner) => [[loser.id, winner.id] as const]));
	for (const [loser, winner] of pairs) organisation.mergeInUi(loser, winner);
}

function restoreOne({ organisation, pick, now, isNameFree }: Scene, wanted: (contact: XeroRecord) => boolean): void {
	const archived = [...now.contacts.values()].filter((contact) => contact.status === 'ARCHIVED' && wanted(contact) && isNameFree(contact.text.Name ?? ''));
	each(pick(archived, (contact) => [contact]), ({ id }) => restoreContact(organisation, id));
}

/** Xero's own Restore: the contact is active again, and of its merge nothing is left. */
export function restoreContact(organisation: XeroOrganisation, id: string): void {
	const before = organisation.contacts.get(id)!;
	const after = copyRecord(before);
	delete after.mergedTo;
	organisation.save(before, { ...after, status: 'ACTIVE' }, { by: 'ui', requestId: null });
}

function each<T>(list: readonly T[], act: (one: T) => void): void {
	list.forEach(act);
}
