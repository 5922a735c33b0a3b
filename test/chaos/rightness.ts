import type { ContactRecord } from '../../sandbox/intercom/model';
import type { Sandbox } from '../../sandbox/sandbox';
import type { ContactView } from '../../sandbox/xero/contactView';
import type { LiveSync } from './liveSync';

/** Intercom ids of which Xero, or what the sync knows, is not right; judged by the two vendors' data alone. */
export function wrongIds(sandbox: Sandbox, sync: LiveSync): string[] {
	const inXero = new Map<string, ContactView>();
	for (const contact of sandbox.xero.organisation().allContacts()) inXero.set(String(contact.ContactNumber ?? ''), contact);
	const { contacts } = sandbox.intercom.workspace();
	return [...contacts.values()].filter((contact) => !isRight(contact, inXero.get(contact.id), sync, sandbox)).map(({ id }) => id);
}

function isRight(contact: ContactRecord, held: ContactView | undefined, sync: LiveSync, sandbox: Sandbox): boolean {
	if (contact.state !== 'active') return sync.gone.has(contact.id) || !sync.state.has(contact.id);
	if (held === undefined || sync.gone.has(contact.id)) return false;
	const isLead = contact.role === 'lead';
	return (
		(isLead || held.EmailAddress === contact.email) &&
		(isLead || nameFits(contact, String(held.Name), sandbox)) &&
		(contact.phone === null || digitsOf(phoneOf(held)).endsWith(digitsOf(contact.phone).slice(-8)))
	);
}

/** The name, else the company, else the email; a suffix tells namesakes apart. */
function nameFits({ name, companyIds, email }: ContactRecord, held: string, sandbox: Sandbox): boolean {
	const company = companyIds.map((id) => sandbox.intercom.workspace().companies.get(id)?.name).find(Boolean);
	return held.startsWith(name ?? company ?? email ?? '');
}

function phoneOf(contact: ContactView): string {
	const slot = (contact.Phones as Array<Record<string, string>>).find(({ PhoneType }) => PhoneType === 'DEFAULT');
	return `${slot?.PhoneAreaCode ?? ''}${slot?.PhoneNumber ?? ''}`;
}

function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}

/** Active contacts that share a number or an email: a record created twice. */
export function doubles(sandbox: Sandbox): string[] {
	const seen = new Set<string>();
	const active = sandbox.xero.organisation().allContacts().filter(({ ContactStatus }) => ContactStatus === 'ACTIVE');
	return active.flatMap(({ ContactNumber, EmailAddress }) =>
		[String(ContactNumber ?? ''), String(EmailAddress ?? '').toLowerCase()].filter((key) => key !== '' && (seen.has(key) || !seen.add(key))),
	);
}
