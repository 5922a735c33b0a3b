import { ATTRIBUTE_NAMES } from '../../intercom/attributes/attributeNames';
import { createUser, idInConflict, readContact, writeContact, type ContactPatch } from '../../intercom/contacts/contactEndpoints';
import type { ReadContact } from '../../intercom/contacts/contactFrom';
import { contactsWithPhone, leadsWithEmail } from '../../intercom/contacts/contactPages';
import { isPhone } from '../../intercom/contacts/phone';
import { referencePatch } from '../../intercom/attributes/xeroReference';
import type { Answer } from '../../intercom/api/request';
import type { BackRecord } from '../record/backRecord';
import type { Change } from '../record/outcome';
import { failedBack, type BackDeps, type BackItem, type BackOptions } from './backItem';
import type { BackOutcome } from './backOutcome';
import { keysDisagree, severalFit } from './backReview';
import { findRecord, isIntercomId } from './findRecord';
import { heldContact, type HeldRecord } from './heldRecord';
import { inCommon } from './mergeBack';
import { left, review, shownBoth } from './toldBack';

/**
 * Makes a user of a contact of Xero that nobody in Intercom is bound to, unless somebody there may be that person: a user that
 * fits is left to Intercom's side, which binds by its own rules; a lead with the email is a stranger, and a person is asked.
 * Safe to repeat: what a try before made is known by its reference.
 */
export async function createInIntercom(item: BackItem, { despiteAlike, hasLeft }: NonNullable<BackItem['creates']>, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	const { back } = item;
	if (!back.values.email && !callable(back)) return left(item, 'noEmailAndNoPhone', NOBODY);
	// Until they are there nobody can be found by them, and what is not closed to visitors says nothing.
	const ready = options.preview ? READY : await deps.readyAttributes();
	if (!ready.ok) return failedBack(item, ready.failure, ready.attempts);
	const found = await findRecord(back, '', deps.connection);
	if (!found.ok) return failedBack(item, found.failure, found.attempts);
	switch (found.value.kind) {
		case 'contact':
			return await met(item, found.value.read, deps, options);
		case 'several':
			return review(item, '', severalFit(back, found.value.ids));
		case 'merged':
			return left(item, 'mergedInIntercom', NOBODY);
		default:
			break;
	}
	// Whoever was deleted there must not come back because somebody edits the contact in Xero.
	const number = isIntercomId(back.contactNumber) ? back.contactNumber : '';
	if (!despiteAlike && (hasLeft || number !== '')) return review(item, '', { reason: 'leftIntercom', subject: back.shownName, id: hasLeft ? '' : number });
	const alike = despiteAlike ? ({ ok: true, value: null } as const) : await likeIt(back, deps);
	if (!alike.ok) return failedBack(item, alike.failure, alike.attempts);
	if (alike.value !== null) return review(item, '', { reason: 'maybeKnown', subject: back.shownName, alike: alike.value });
	return options.preview ? wouldCreate(item) : await create(item, deps, options);
}

const READY: Answer<true> = { ok: true, value: true };
const NOBODY = { intercomId: '' };

/** Somebody in Intercom is found for it. A lead is found by what the sync itself wrote alone, and is Intercom's side's to look after. */
async function met(item: BackItem, read: ReadContact, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	const held = heldContact(read.contact, item.back.organisationId);
	if (held.isOff) return left(item, 'switchedOff', NOBODY);
	if (held.role === 'lead') return left(item, 'lead', NOBODY);
	if (held.named !== '' && held.named !== item.back.xeroContactId) return review(item, held.id, keysDisagree(item.back, held));
	if (held.named === '' || options.preview) return left(item, 'foundInIntercom', known(held, read));
	return await made(item, read, 'unchanged', deps);
}

/** Somebody without a reference who has its email, or, where it has none, its phone. */
async function likeIt(back: BackRecord, { connection }: BackDeps): Promise<Answer<{ id: string; role: 'user' | 'lead'; by: 'email' | 'phone' } | null>> {
	const { email } = back.values;
	const by = email ? 'email' : 'phone';
	const alike = email ? await leadsWithEmail(email, connection) : await contactsWithPhone(callable(back), connection);
	if (!alike.ok) return alike;
	const [first] = alike.value;
	return { ok: true, value: first === undefined ? null : { id: first.contact.id, role: first.contact.role, by } };
}

async function create(item: BackItem, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	const created = await createUser(userOf(item.back), deps.connection);
	if (created.ok) return await made(item, created.value, 'created', deps);
	const other = created.failure.class === 'conflict' ? idInConflict(created.failure.message) : null;
	if (other === null) return failedBack(item, created.failure, created.attempts);
	return await refused(item, other, deps, options);
}

/** Intercom knows somebody whom its search does not show yet, or never shows. */
async function refused(item: BackItem, other: { id: string; archived: boolean }, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	const taken = review(item, '', { reason: 'takenInIntercom', subject: item.back.shownName, other });
	if (other.archived) return taken;
	const read = await readContact(other.id, false, deps.connection);
	if (!read.ok) return failedBack(item, read.failure, read.attempts);
	if (read.value.state === 'merged' || read.value.read.contact.role === 'lead') return taken;
	return await met(item, read.value.read, deps, options);
}

/** The phone where Intercom can read it; else ''. */
function callable({ values: { phone = '' } }: BackRecord): string {
	return isPhone(phone) ? phone : '';
}

/** An email goes without the external id: only so Intercom refuses one that any user has. */
function userOf(back: BackRecord): ContactPatch {
	const { values, xeroContactId, xeroContactUrl, organisationId } = back;
	const { name, email, custom_attributes: own = {} } = values;
	const phone = callable(back);
	const reference = referencePatch({}, { xero_contact_id: xeroContactId, xero_contact_url: xeroContactUrl, xero_organisation_id: organisationId }, 'contact');
	return {
		...(name && { name }), ...(phone && { phone }), ...(email ? { email } : { external_id: xeroContactId }),
		custom_attributes: { ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null)), ...reference },
	};
}

/** The user is there and names its contact in Xero; it gets the external id, where it has none and nobody else has that. */
async function made(item: BackItem, read: ReadContact, outcome: 'created' | 'unchanged', deps: BackDeps): Promise<BackOutcome> {
	const { back } = item;
	const named = read.contact.external_id === null ? await writeContact(read.contact.id, { external_id: back.xeroContactId }, deps.connection) : ({ ok: true, value: read } as const);
	const isTaken = !named.ok && named.failure.class === 'conflict';
	if (!named.ok && !isTaken) return failedBack({ ...item, intercomId: read.contact.id }, named.failure, named.attempts);
	const last = named.ok ? named.value : read;
	const held = heldContact(last.contact, back.organisationId);
	const notes = [...back.remarks, ...(isTaken ? ['Intercom keeps the ContactID as external_id of another contact, so the new user has none.'] : [])];
	const facts = { ...known(held, last), values: inCommon(back, held, deps.words), notes, owesXero: true, madeOfIt: true as const };
	return { ...left(item, outcome === 'created' ? 'createdFromXero' : 'createdBefore', facts), outcome, ...(outcome === 'created' && { changes: changesOf(held) }) };
}

function known(held: HeldRecord, read: ReadContact): { intercomId: string; intercomUpdatedAt: number; shown?: string } {
	const { shown } = shownBoth({ kind: 'contact', read });
	return { intercomId: held.id, intercomUpdatedAt: held.updatedAt, ...(shown !== undefined && { shown }) };
}

function changesOf({ name, email, phone, attributes }: HeldRecord): Change[] {
	const id = ATTRIBUTE_NAMES.contact.xero_contact_id;
	return Object.entries({ name, email, phone, [id]: String(attributes[id] ?? '') }).flatMap(([field, after]) => (after === '' ? [] : [{ field, before: '', after }]));
}

function wouldCreate(item: BackItem): BackOutcome {
	const { shownName, values } = item.back;
	const { name = '', email, phone = '' } = values;
	return { ...left(item, 'wouldCreate', NOBODY), preview: true, message: `"${shownName}" of Xero would be created in Intercom as the user ${name || 'without a name'} (${email || phone}). Nothing was written.` };
}
