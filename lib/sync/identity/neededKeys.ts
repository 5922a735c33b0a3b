import { isActive, type ContactView } from '../../xero/directory/contactDirectory';
import type { XeroContact } from '../../xero/contact/contact';
import { losersOf, mergeTargets, winnerOf } from '../../xero/directory/merges';
import type { SearchKeys } from '../../xero/reading/reading';
import type { MappedRecord } from '../record/record';
import { isCompanyDomain } from './companyDomain';
import { identify } from './identify';
import type { Identity, IdentifyOptions } from './identity';
import { INTERCOM_ID, isOwnNumber, needsHolder } from './numberOwner';

/** A record whose contact is being looked for. */
export interface Wanted {
	record: MappedRecord;
	/** Set after a write was refused or its answer lost: the name that was sent, so that its holder is looked up. */
	sentName?: string;
	/** The same for the number, which an update may give to a contact without touching its name. */
	sentNumber?: boolean;
	/** A contact that another execution wrote meanwhile: what is known of it does not hold any more. */
	busyWith?: string;
	/** Xero refused the same write twice and nothing that was read says why: it is asked itself, about this contact where there is one. */
	doubt?: { contactId?: string };
}

export type KeyOptions = IdentifyOptions;

type Texts = { [kind in 'ids' | 'emails' | 'numbers' | 'names']: string[] };
type Keys = Texts & { unheld: string[]; doubted: Texts; list?: boolean; merges?: boolean };

const noTexts = (): Texts => ({ ids: [], emails: [], numbers: [], names: [] });

/**
 * The keys to ask Xero for, given what has been found. A record with a usable reference needs nothing else. Without
 * one, its email. Its own number only where what was found leaves a doubt, and after a refusal: Xero refuses a number that
 * another contact holds, on create and on update, so asking first would cost every new person a call; but where a write
 * may have been lost it is asked first. What a person decided needs the contact that was named, or the own number, and no
 * other key. Asked again after each reading. Pure.
 * @param isRead whether Xero was asked for a ContactID: before that nobody knows whether the other keys are needed
 */
export function neededKeys(wanted: readonly Wanted[], view: ContactView, options: KeyOptions, isRead: (contactId: string) => boolean = () => true): SearchKeys {
	const keys: Keys = { ...noTexts(), unheld: [], doubted: noTexts() };
	for (const one of wanted) {
		const { record } = one;
		const reference = namedContact(record, options);
		const referenced = reference ? view.byId(reference) : undefined;
		if (reference) keys.ids.push(reference.toLowerCase());
		if (referenced) {
			keys.ids.push(...mergeTargets([referenced], view));
			wantMerges(winnerOf(referenced, view), record, view, keys);
		}
		if (one.sentName !== undefined) keys.names.push(one.sentName);
		const isElsewhere = referenced !== undefined && mayBeElsewhere(referenced, record, view);
		const mayBeThere = one.sentName !== undefined || one.sentNumber || record.uncertain || record.decision?.do === 'create';
		if (mayBeThere || isElsewhere) keys.numbers.push(record.intercomId);
		if (one.busyWith !== undefined) keys.ids.push(one.busyWith.toLowerCase());
		// What was merged into the record in Intercom may have left a contact behind, or one that was merged in Xero since.
		keys.numbers.push(...record.previousIds);
		keys.ids.push(...mergeTargets(numberedAs(record, view), view));
		if (!record.decision && !referenced && (!reference || isRead(reference.toLowerCase()))) wantOtherKeys(record, view, options, keys);
		if (one.doubt) askXeroItself(one, one.doubt, keys.doubted);
	}
	const { doubted, unheld, ...sought } = keys;
	return { ...sought, ...(unheld.length > 0 && { unheld }), ...(wanted.some(({ doubt }) => doubt) && { doubted }) };
}

/** The contact that a person decided for, else the one of the stored reference. */
function namedContact({ decision, match }: MappedRecord, { organisationId }: KeyOptions): string | undefined {
	if (decision) return decision.do === 'bind' ? decision.xeroContactId : undefined;
	return match.organisationId === organisationId ? match.contactId : undefined;
}

/** Whether the contact that the reference leads to, once it is read, lacks the record's present number: another one may carry it. */
function mayBeElsewhere(referenced: XeroContact, { intercomId }: MappedRecord, view: ContactView): boolean {
	const read = [referenced, winnerOf(referenced, view)];
	return mergeTargets([referenced], view).length === 0 && !read.some(({ ContactNumber = '' }) => ContactNumber.toLowerCase() === intercomId.toLowerCase());
}

/** Contacts that carry the number of the record, or one that it had before. */
function numberedAs({ intercomId, previousIds }: MappedRecord, view: ContactView): XeroContact[] {
	return [intercomId, ...previousIds].flatMap((id) => view.byNumber(id));
}

function askXeroItself({ record, sentName }: Wanted, { contactId }: NonNullable<Wanted['doubt']>, doubted: Texts): void {
	if (contactId !== undefined) doubted.ids.push(contactId);
	doubted.numbers.push(record.intercomId);
	if (sentName !== undefined) doubted.names.push(sentName);
}

function wantOtherKeys(record: MappedRecord, view: ContactView, options: KeyOptions, keys: Keys): void {
	const { email, name } = record.match;
	const byEmail = email ? view.byEmail(email) : [];
	if (email) keys.emails.push(email);
	const identity = identify(record, view, options);
	if (email && identity.kind === 'create') keys.unheld.push(email);
	if (isInDoubt(record, view, identity)) keys.numbers.push(record.intercomId);
	if (identity.kind === 'bind') wantMerges(identity.contact, record, view, keys);
	if (options.matchByName) keys.names.push(name);
	if (isSoughtInList(record, view)) {
		keys.list = true;
		const { taxNumber, domain = '' } = record.match;
		keys.ids.push(...view.unreadCompanies({ taxNumber, ...(isCompanyDomain(domain) && { domain }) }));
	}
	keys.ids.push(...mergeTargets(byEmail, view));
}

/**
 * A contact without an Intercom id of its own is the record's whose contact was merged into it, and nothing of it says
 * whether there is one. Where another system numbers all contacts, the last sync is proof enough.
 */
function wantMerges(contact: XeroContact, { lastSync }: MappedRecord, view: ContactView, keys: Keys): void {
	const isProven = needsHolder(contact) && lastSync?.xeroContactId === contact.ContactID;
	if (!isActive(contact) || INTERCOM_ID.test(contact.ContactNumber ?? '') || isProven) return;
	keys.merges = true;
	keys.ids.push(...[contact, ...losersOf(contact, view)].flatMap(({ ContactID }) => view.unreadLosers(ContactID)));
}

/**
 * Whether what was found so far would not end with the number being sent, which is when Xero itself says that another
 * contact holds it. That contact goes first, so it has to be looked for.
 */
function isInDoubt(record: MappedRecord, view: ContactView, identity: Identity): boolean {
	if (view.byNumber(record.intercomId).length > 0) return false;
	if (identity.kind !== 'bind') return identity.kind !== 'create';
	const { ContactNumber } = identity.contact;
	return Boolean(ContactNumber) && !isOwnNumber(ContactNumber, record);
}

/**
 * No filter finds an ABN in every spelling or a domain, so an organisation without its number in Xero takes the list; also
 * where its domain is no key, because its namesake may stand there (Telstra's own telstra.com).
 */
function isSoughtInList({ kind, intercomId, match }: MappedRecord, view: ContactView): boolean {
	const hasKey = Boolean(match.taxNumber ?? match.domain);
	return kind === 'organisation' && hasKey && view.byNumber(intercomId).length === 0;
}
