import type { Stage } from '../../../sandbox/demo/stage';
import { XeroReader, type XeroAccountRead, type XeroContactRead } from '../../../sandbox/demo/xeroReader';

/** Who takes part, by ids, and the times of the records as the first sync finds them (epoch ms). */
export interface Cast {
	contactId: string;
	companyId: string;
	conversationUrl: string;
	/** The organisation as an accountant had made it before. */
	knownInXero: string;
	owners: { noah: string; olivia: string };
	companyUpdatedAt: number;
	createdAt: number;
}

/** What was long there when the sync is switched on: a contact with everything in Intercom, her company in both. */
export function castOf({ sandbox }: Stage): Cast {
	const people = sandbox.intercom.people();
	const workspace = sandbox.intercom.workspace();
	const [knownInXero = ''] = sandbox.xero.organisation().seedContacts([
		{ Name: 'Acme Pty Ltd', TaxNumber: '51824753556', ContactPersons: [{ FirstName: 'Kim', LastName: 'Ledger', EmailAddress: 'kim@acme.example', IncludeInEmails: true }] },
	]);
	const owners = {
		noah: workspace.addAdmin('Noah A.', 'Noah@HarbourBooks.example').id,
		olivia: workspace.addAdmin('Liv', 'olivia@harbourbooks.example').id,
	};
	const company = people.createCompany({
		companyId: 'acme-1',
		name: 'Acme Pty Ltd',
		website: 'https://www.acme.example/about',
		custom: { abn: '51 824 753 556', billing_email: 'accounts@acme.example', parent_company: 'Acme Holdings', city: 'Sydney', account_code: '4100' },
	});
	const contact = people.createContact({
		role: 'user',
		name: 'Anneke van der  Berg',
		email: 'Anneke@ACME.example',
		ownerId: owners.noah,
		signedUpAt: Date.parse('2026-03-01T10:00:00Z'),
		location: { city: 'Newtown', region: 'New South Wales', country: 'Australia', country_code: 'AU' },
		custom: { street: '12 King Street', postcode: '2042', abn: '83 914571673', customer_number: 1001, sales_account: '200' },
	});
	for (const tag of ['VIP', 'Wholesale', 'spoke to Bob']) people.tag(contact.id, tag);
	people.addToSegment(contact.id, 'Paying');
	const conversation = people.startConversation(contact.id, { subject: 'Invoice 77' });
	people.closeConversation(conversation.id);
	people.attachCompany(contact.id, company.id);
	return {
		contactId: contact.id,
		companyId: company.id,
		conversationUrl: `${sandbox.intercomUrl}/a/inbox/${workspace.id}/inbox/shared/all/conversation/${conversation.id}`,
		knownInXero,
		owners,
		companyUpdatedAt: people.company(company.id).updatedAt,
		createdAt: contact.createdAt,
	};
}

/** What both sides hold, Xero's by its API. */
export interface ReadBack {
	person: XeroContactRead;
	personNotes: string[];
	company: XeroContactRead;
	companyNotes: string[];
	accounts: XeroAccountRead[];
	/** Names of all contacts in Xero. */
	contacts: string[];
	/** Custom attributes of the Intercom records. */
	references: { contact: Record<string, unknown>; company: Record<string, unknown> };
}

/** @throws where Xero has no contact for one of the two */
export async function readBack({ sandbox }: Stage, { contactId, companyId }: Cast): Promise<ReadBack> {
	const reader = new XeroReader(sandbox);
	const whole = async (intercomId: string) => {
		const found = await reader.byNumber(intercomId);
		const contact = found && (await reader.byId(found.ContactID));
		if (!contact) throw new Error(`Xero has no contact with the number ${intercomId}`);
		return { contact, notes: (await reader.notes(contact.ContactID)).reverse() };
	};
	const [person, company, accounts, all] = [await whole(contactId), await whole(companyId), await reader.accounts(), await reader.all()];
	const people = sandbox.intercom.people();
	return {
		person: person.contact,
		personNotes: person.notes,
		company: company.contact,
		companyNotes: company.notes,
		accounts,
		contacts: all.map(({ Name }) => Name).sort(),
		references: { contact: people.contact(contactId).custom, company: people.company(companyId).custom },
	};
}
