import type { CompanyRecord, ContactRecord } from '../../../sandbox/intercom/model';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import type { Policy } from './story';

/** What both vendors hold at one instant, and what only those who were there know of it. */
export interface Moment {
	organisationId: string;
	people: ReadonlyMap<string, ContactRecord>;
	companies: ReadonlyMap<string, CompanyRecord>;
	contacts: ReadonlyMap<string, XeroRecord>;
	policy: Policy;
	/** Contacts whose Name the accountant typed. */
	accountantsNames: ReadonlySet<string>;
}

/** The vendors' records are replaced and never changed, so that their lists are all there is to copy. */
export function momentOf(sandbox: Sandbox, policy: Policy, accountantsNames: ReadonlySet<string>): Moment {
	const { contacts, companies } = sandbox.intercom.workspace();
	const organisation = sandbox.xero.organisation();
	return {
		organisationId: organisation.id,
		policy,
		people: new Map(contacts),
		companies: new Map([...companies].map(([id, company]) => [id, { ...company, contactIds: new Set(company.contactIds) }])),
		contacts: new Map(organisation.contacts.sorted().map((contact) => [contact.id, contact])),
		accountantsNames: new Set(accountantsNames),
	};
}
