import type { ContactRecord } from '../intercom/model';
import type { Sandbox } from '../sandbox';
import type { ContactRecord as XeroRecord } from '../xero/contactRecord';

/** Whom a request or notification is about; the page shows what belongs to one of them together. */
export interface Whom {
	key: string;
	name: string;
}

/** What was sent, with the ids and emails in it. */
interface Mentioned {
	/** Of Intercom: 24 hexadecimal digits. */
	ids: readonly string[];
	/** Of Xero. */
	uuids: readonly string[];
	emails: readonly string[];
}

const NOBODY: Whom = { key: 'nobody', name: 'About no one contact' };
const SEVERAL: Whom = { key: 'several', name: 'Several contacts' };

/** Bodies do not change once they are in the journal, and may hold fifty contacts. */
const read = new WeakMap<object, Mentioned>();

/**
 * Whom an entry of a log is about, by the ids in it, or where there are none that are known, by an email.
 * @param entry stands for `sent`, which is read once
 * @param sent address and body of a request, or the body of a notification
 */
export function aboutWhom(sandbox: Sandbox, entry: object, sent: () => string): Whom {
	const mentioned = read.get(entry) ?? mentionedIn(sent());
	read.set(entry, mentioned);
	const { ids, uuids, emails } = mentioned;
	const byId = () => [...ids.flatMap((id) => contactById(sandbox, id)), ...uuids.flatMap((id) => xeroContactById(sandbox, id))];
	for (const look of [byId, () => emails.flatMap((email) => withEmail(sandbox, email)), () => ids.flatMap((id) => companyById(sandbox, id))]) {
		const [whom, another] = distinct(look());
		if (whom !== undefined) return another === undefined ? whom : SEVERAL;
	}
	return NOBODY;
}

function mentionedIn(sent: string): Mentioned {
	const all = (pattern: RegExp) => [...new Set([...sent.matchAll(pattern)].map(([text]) => text.toLowerCase()))];
	return { ids: all(/\b[0-9a-f]{24}\b/gi), uuids: all(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi), emails: all(/[^\s"'<>()\\,;:=&]+@[^\s"'<>()\\,;:=&]+/g) };
}

function contactById({ intercom }: Sandbox, id: string): Whom[] {
	const contact = intercom.workspace().contacts.get(id);
	return contact === undefined ? [] : [asContact(contact)];
}

function companyById({ intercom }: Sandbox, id: string): Whom[] {
	const company = intercom.workspace().companies.get(id);
	return company === undefined ? [] : [{ key: id, name: company.name ?? 'A company without a name' }];
}

function xeroContactById(sandbox: Sandbox, id: string): Whom[] {
	const [record] = sandbox.xero.allOrganisations().flatMap(({ contacts }) => contacts.get(id) ?? []);
	return record === undefined ? [] : [asXeroContact(sandbox, record)];
}

function withEmail(sandbox: Sandbox, email: string): Whom[] {
	const [contact] = sandbox.intercom.workspace().withEmail(email);
	if (contact !== undefined) return [asContact(contact)];
	const [record] = sandbox.xero.allOrganisations().flatMap(({ contacts }) => contacts.having('EmailAddress', email));
	return record === undefined ? [] : [asXeroContact(sandbox, record)];
}

function asContact({ id, name, email, role }: ContactRecord): Whom {
	return { key: id, name: name || email || `A ${role} without a name` };
}

/** The Intercom contact that it is bound to, so that both sides stand together; else itself. */
function asXeroContact(sandbox: Sandbox, { id, text }: XeroRecord): Whom {
	const [bound] = contactById(sandbox, text.ContactNumber ?? '');
	return bound ?? { key: id, name: text.Name ?? id };
}

function distinct(people: readonly Whom[]): Whom[] {
	return [...new Map(people.map((whom) => [whom.key, whom])).values()];
}
