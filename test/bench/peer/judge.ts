import type { XeroContactRead } from '../../../sandbox/demo/xeroReader';
import type { Settler, Village } from './people';

/** How one person of Intercom ended in Xero; `waits`: nothing was done, and a person was told. */
export type Verdict = 'right' | 'waits' | 'missing' | 'wrong' | 'overwroteAStranger' | 'duplicate';

/** A contact of Xero after the run, archived ones too. */
export type XeroEnd = XeroContactRead & { ContactStatus?: string };

interface Seen {
	contacts: readonly XeroEnd[];
	before: Village['before'];
	/** Ids of Intercom of which the workflow said that a person has to decide. */
	waiting: ReadonlySet<string>;
}

/** The contacts of Xero by email, as they are after a run. */
interface Found extends Seen {
	byId: Map<string, XeroEnd>;
	byEmail: Map<string, XeroEnd[]>;
}

/** Each person's end, in their order. Pure. */
export function judge(settlers: readonly Settler[], seen: Seen): Verdict[] {
	const byEmail = new Map<string, XeroEnd[]>();
	for (const contact of seen.contacts) {
		if (contact.ContactStatus !== 'ACTIVE') continue;
		const email = (contact.EmailAddress ?? '').toLowerCase();
		byEmail.set(email, [...(byEmail.get(email) ?? []), contact]);
	}
	const found = { ...seen, byEmail, byId: new Map(seen.contacts.map((contact) => [contact.ContactID, contact])) };
	return settlers.map((settler) => JUDGES[settler.case](settler, found));
}

const JUDGES: Record<Settler['case'], (settler: Settler, found: Found) => Verdict> = {
	new: (settler, found) => {
		const own = withEmail(settler, found);
		if (own.length > 1) return 'duplicate';
		return own.length === 0 ? left(settler, found) : own.every((contact) => isWhole(settler, contact)) ? 'right' : 'wrong';
	},
	// Whatever else Xero holds of her stays.
	known: (settler, found) => {
		const [own, ...others] = withEmail(settler, found);
		if (others.length > 0) return 'duplicate';
		return own?.ContactID === settler.xeroId && isWhole(settler, own!) && stays(settler, found, ['accountNumber']) ? 'right' : 'wrong';
	},
	// Two people with one email: each has a contact of their own, or waits.
	twin: (settler, found) => {
		const both = withEmail(settler, found);
		const own = both.filter((contact) => contact.Name.startsWith(settler.name));
		if (own.length > 1) return 'duplicate';
		if (own.length === 1) return isWhole(settler, own[0]!) ? 'right' : 'wrong';
		return both.length === 0 || found.waiting.has(settler.intercomId) ? left(settler, found) : 'wrong';
	},
	// Anybody may type a customer's email: the customer's contact is nobody else's.
	lead: (settler, found) => {
		if (!stays(settler, found, ['name', 'email', 'accountNumber'])) return 'overwroteAStranger';
		return withEmail(settler, found).length > 1 ? 'duplicate' : left(settler, found);
	},
	// A name is no key: the other one stays as it is.
	namesake: (settler, found) => {
		if (!stays(settler, found, ['name', 'email', 'accountNumber'])) return 'overwroteAStranger';
		const own = withEmail(settler, found);
		return own.length > 1 ? 'duplicate' : own.length === 1 ? (phonesOf(own[0]!).includes(settler.phone) ? 'right' : 'wrong') : left(settler, found);
	},
	// Somebody archived it on purpose: a person decides, and there is no second one.
	archived: (settler, found) => {
		if (withEmail(settler, found).length > 0 && found.byId.get(settler.xeroId!)?.ContactStatus === 'ARCHIVED') return 'duplicate';
		return stays(settler, found, ['name', 'email', 'accountNumber', 'status']) ? left(settler, found) : 'wrong';
	},
};

/** Nothing was done for this one: right where a person was told, else lost. */
function left({ intercomId }: Settler, { waiting }: Found): Verdict {
	return waiting.has(intercomId) ? 'waits' : 'missing';
}

function withEmail({ email }: Settler, { byEmail }: Found): XeroEnd[] {
	return byEmail.get(email) ?? [];
}

function isWhole({ name, phone }: Settler, contact: XeroEnd): boolean {
	return contact.Name.startsWith(name) && phonesOf(contact).includes(phone);
}

function phonesOf({ Phones = [] }: XeroEnd): string {
	return Phones.map(({ PhoneCountryCode, PhoneAreaCode, PhoneNumber }) => `${PhoneCountryCode ?? ''}${PhoneAreaCode ?? ''}${PhoneNumber ?? ''}`.replace(/\D/g, '')).join(' ');
}

function stays({ xeroId }: Settler, { before, byId }: Found, what: ReadonlyArray<'name' | 'email' | 'accountNumber' | 'status'>): boolean {
	const [was, is] = [before.get(xeroId!)!, byId.get(xeroId!)!];
	const now = { name: is.Name, email: is.EmailAddress, accountNumber: is.AccountNumber, status: is.ContactStatus };
	return what.every((field) => now[field] === was[field]);
}
