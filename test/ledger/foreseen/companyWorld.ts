import { isAbn } from '../../../lib/mapping/organisation/abn';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { ContactInput } from '../../../sandbox/xero/contactInput';
import { People } from '../../chaos/people';

/** A company as it is made in Intercom, and who of Xero's contacts it has to do with. */
interface Firm {
	name: string;
	website?: string;
	custom?: Record<string, string>;
	/** Those of its people who are leads. */
	leads?: number;
	/** How many people besides. */
	users: number;
}

type FirmMaker = (firms: Firms) => Firm;

class Firms {
	constructor(
		readonly people: People,
		private readonly sandbox: Sandbox,
	) {}

	/** A valid ABN that nobody has been given yet. */
	abn(): string {
		for (;;) {
			const digits = String(10_000_000_000 + Math.floor(this.people.random() * 89_999_999_999));
			if (isAbn(digits)) return digits;
		}
	}

	site(): string {
		return `${this.people.word().toLowerCase()}.example`;
	}

	inXero(contact: ContactInput): void {
		this.sandbox.xero.organisation().seedContacts([contact]);
	}
}

const spaced = (abn: string) => abn.replace(/^(..)(...)(...)(...)$/, '$1 $2 $3 $4');

/** What companies are like, and what Xero has of them. */
const FIRMS: Readonly<Record<string, FirmMaker>> = {
	fresh: (firms) => ({ name: `${firms.people.word()} Pty Ltd`, website: firms.site(), users: 1 + Math.floor(firms.people.random() * 4) }),
	withAbn: (firms) => {
		const abn = firms.abn();
		if (firms.people.chance(0.6)) firms.inXero({ Name: `${firms.people.word()} Holdings`, TaxNumber: firms.people.chance(0.5) ? abn : spaced(abn) });
		return { name: `${firms.people.word()} Holdings`, custom: { abn: spaced(abn) }, users: 2 };
	},
	bySite: (firms) => {
		const [name, site] = [firms.people.word(), firms.site()];
		firms.inXero({ Name: firms.people.chance(0.5) ? `${name} Limited` : `${firms.people.word()} Branch`, EmailAddress: `accounts@${site}` });
		return { name: `${name} Pty Ltd`, website: `https://www.${site}/about`, users: 1 };
	},
	brokenAbn: (firms) => ({ name: `${firms.people.word()} Trading`, custom: { abn: '51 824 753 557' }, users: 1 }),
	billed: (firms) => {
		const email = `bills@${firms.site()}`;
		firms.inXero({ Name: firms.people.chance(0.5) ? 'Jane Billing' : `${firms.people.word()} Group`, EmailAddress: email, ...(firms.people.chance(0.4) && { FirstName: 'Jane', LastName: 'Billing' }) });
		return { name: `${firms.people.word()} Group`, custom: { billing_email: email }, users: 3 };
	},
	nameTaken: (firms) => {
		const name = `${firms.people.word()} Pty Ltd`;
		firms.inXero({ Name: name, ...(firms.people.chance(0.5) && { TaxNumber: firms.abn() }) });
		return { name, custom: { abn: firms.abn() }, users: 1 };
	},
	hostile: (firms) => ({ name: `<script>alert(1)</script> ${firms.people.word()} \u202e`, website: 'javascript:alert(1)', users: 1 }),
	providersSite: (firms) => ({ name: `${firms.people.word()} Plumbing`, website: 'gmail.com', users: 2 }),
	byLeads: (firms) => ({ name: `${firms.people.word()} Visitors`, leads: 2, users: 0 }),
	switchedOff: (firms) => ({ name: `${firms.people.word()} Off`, custom: { xero_sync: 'off' }, users: 1 }),
	nameless: (firms) => ({ name: '', website: firms.site(), users: 1 }),
};

/** Companies with their people in Intercom, some contacts in Xero; two of a kind share a site or an ABN now and then. */
export function settleCompanies(sandbox: Sandbox, contacts: number, seed: number): void {
	const people = new People(seed);
	const firms = new Firms(people, sandbox);
	const intercom = sandbox.intercom.people();
	const makers = Object.values(FIRMS);
	let before: Firm | undefined;
	for (let made = 0; made < contacts; ) {
		const firm = people.pick(makers)(firms);
		// A branch of the one before, or the same company entered twice.
		const twin = before !== undefined && people.chance(0.1) ? { ...firm, website: before.website, custom: before.custom } : firm;
		before = firm;
		const company = intercom.createCompany({ name: twin.name, ...(twin.website !== undefined && { website: twin.website }), ...(twin.custom && { custom: twin.custom }) });
		const staff = [...Array.from({ length: twin.users }, () => 'user' as const), ...Array.from({ length: twin.leads ?? 0 }, () => 'lead' as const)].map((role) => intercom.createContact({ role, name: people.name().whole, email: people.email(), phone: people.phone() }));
		for (const { id } of staff) intercom.attachCompany(id, company.id);
		// Somebody of two companies, and somebody of none.
		if (people.chance(0.1)) intercom.attachCompany(staff[0]!.id, intercom.createCompany({ name: `${people.word()} Second` }).id);
		if (people.chance(0.1)) intercom.createContact({ role: 'user', name: people.name().whole, email: people.email() });
		made += staff.length;
	}
}
