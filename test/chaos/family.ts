import type { ContactRecord } from '../../sandbox/intercom/model';
import type { ContactInput } from '../../sandbox/xero/contactInput';
import type { People } from './people';

export type NastyPerson = Partial<ContactRecord> & { id: string; role: 'user' | 'lead'; company?: string; tagNames?: string[] };

/** A change in Intercom, or in Xero's own screens, after everybody was synced once. */
export type LaterChange =
	| { intercomId: string; change: { phone?: string; email?: string; name?: string } }
	| { xeroContactId: string; change: ContactInput };

/** Records of both vendors that have to do with each other and with nobody else. */
export interface Family {
	people: NastyPerson[];
	xero: ContactInput[];
	later?: LaterChange[];
}

export type FamilyMaker = (people: People, organisationId: string) => Family;

/** The weight is a share of the families. */
export interface Kind {
	kind: string;
	weight: number;
	make: FamilyMaker;
}

export const BEFORE_MS = Date.UTC(2025, 0, 1);

/** A user with a name, an email and a phone of her own. */
export function user(people: People, more: Partial<NastyPerson> = {}): NastyPerson & { name: string; email: string } {
	const createdAt = BEFORE_MS + Math.floor(people.random() * 1e10);
	return {
		id: people.id(),
		role: 'user',
		name: people.name().whole,
		email: people.email(),
		phone: people.chance(0.7) ? people.phone() : null,
		createdAt,
		updatedAt: createdAt + 1_000_000,
		...more,
	} as NastyPerson & { name: string; email: string };
}

/** A Xero contact as an earlier sync or an accountant left it. */
export function contact(people: People, name: { first: string; last: string; whole: string }, more: ContactInput = {}): ContactInput & { ContactID: string } {
	return { ContactID: people.guid(), Name: name.whole, FirstName: name.first, LastName: name.last, ...more };
}

export function referenceTo(contactId: unknown, organisationId: string): Record<string, string> {
	return { xero_contact_id: String(contactId), xero_organisation_id: organisationId };
}
