import type { Exit } from '../syncPage';
import { livingId, numberOf } from './belonging';
import type { Scene } from './scene';
import { folded } from './words';
import { restoreContact } from './xeroMoves';

type Review = Extract<Exit, { kind: 'review' }>['outcome'];

/** Somebody reads one of the reviews and does what it says. @returns the ids whose change Intercom tells of */
export function settleReview(scene: Scene): string[] {
	const waiting = scene.active().flatMap((person) => {
		const exit = scene.stage.exits.get(person.id);
		return exit?.kind === 'review' ? [{ id: person.id, outcome: exit.outcome }] : [];
	});
	return scene.pick(waiting, ({ id, outcome }) => followNextStep(scene, id, outcome));
}

function followNextStep(scene: Scene, id: string, review: Review): string[] {
	const { reason } = review;
	if (reason === 'archived') return restored(scene, review, id);
	if (reason === 'ambiguous') return scene.chance(0.5) ? mergedInXero(scene, review, id) : referred(scene, review, id);
	if (reason === 'duplicateInIntercom' && !/xero_contact_id/.test(review.nextStep)) return scene.chance(0.5) ? mergedInIntercom(scene, id) : givenOwnEmail(scene, id);
	if (reason === 'keysDisagree') return referenceEmptied(scene, id);
	return /xero_contact_id/.test(review.nextStep) ? referred(scene, review, id) : [];
}

function restored({ organisation, now, isNameFree }: Scene, { candidates }: Review, id: string): string[] {
	const [archived] = candidates.flatMap(({ xeroContactId }) => now.contacts.get(xeroContactId) ?? []);
	if (archived === undefined || archived.status !== 'ARCHIVED' || !isNameFree(archived.text.Name ?? '')) return [];
	restoreContact(organisation, archived.id);
	return [id];
}

/** The one that is somebody's stays; two that are two people's are not merged. */
function mergedInXero({ organisation, now }: Scene, { candidates }: Review, id: string): string[] {
	const contacts = candidates.flatMap(({ xeroContactId }) => now.contacts.get(xeroContactId) ?? []).filter(({ status }) => status === 'ACTIVE');
	const [winner, ...losers] = contacts.sort((a, b) => Number(numberOf(a) === '') - Number(numberOf(b) === ''));
	for (const loser of losers) if (numberOf(loser) === '') organisation.mergeInUi(loser.id, winner!.id);
	return [id];
}

/** A person knows which contact it is: one that is nobody's, or whose Intercom record is gone. */
function referred({ people, organisationId, now }: Scene, { candidates }: Review, id: string): string[] {
	const free = candidates.flatMap(({ xeroContactId }) => now.contacts.get(xeroContactId) ?? []).filter((contact) => livingId(now, numberOf(contact)) === undefined);
	if (free[0] === undefined) return [];
	people.updateContact(id, { custom: { xero_contact_id: free[0].id, xero_organisation_id: organisationId } });
	return [id];
}

function mergedInIntercom({ people, persons }: Scene, id: string): string[] {
	const me = people.contact(id);
	const [other] = persons().filter((one) => one.id !== id && folded(one.email) === folded(me.email));
	if (other === undefined || me.companyIds.length > 0) return [];
	const [from, into] = other.role === 'lead' ? [other.id, id] : [id, other.id];
	return people.contact(into).role === 'user' ? [people.mergeLeadIntoUser(from, into).id] : [];
}

function givenOwnEmail({ people, words }: Scene, id: string): string[] {
	return [people.updateContact(id, { email: words.email() }).id];
}

function referenceEmptied({ people }: Scene, id: string): string[] {
	people.updateContact(id, { custom: { xero_contact_id: null, xero_organisation_id: null } });
	return [id];
}
