import type { Sandbox } from '../../../sandbox/sandbox';

/** What is special about one of a hundred people, see {@link settle}. */
export type Case = 'new' | 'known' | 'twin' | 'lead' | 'namesake' | 'archived';

/** Somebody in Intercom, and whom of Xero's contacts this has to do with. */
export interface Settler {
	intercomId: string;
	case: Case;
	name: string;
	email: string;
	/** Digits, without the country. */
	phone: string;
	/** The contact that Xero had before: the person's own (`known`, `archived`), or a stranger's (`lead`, `namesake`). */
	xeroId?: string;
}

export interface Village {
	settlers: Settler[];
	/** Contacts of Xero before the run: id to what must stay of it. */
	before: Map<string, { name: string; email: string; accountNumber: string; status: string }>;
	/** How many of those are active. */
	active: number;
}

const HUNDRED = 100;

/** In each hundred: 18 that Xero knows, two with one email, a lead with the email of a customer, a namesake of one, one whom Xero archived; the others new. */
const CASES: Readonly<Record<number, Case>> = { 3: 'lead', 20: 'twin', 21: 'twin', 40: 'namesake', 60: 'archived' };
const KNOWN_OF = (position: number) => position % 5 === 2 && position < 90;

/** The same people for every run: in Intercom, and a fifth of their number in Xero. */
export function settle({ intercom, xero }: Sandbox, count: number): Village {
	const organisation = xero.organisation();
	const people = intercom.people();
	const before: Village['before'] = new Map();
	const inXero = (name: string, email: string, number: number, archived = false): string => {
		const accountNumber = `A${number}`;
		const [id = ''] = organisation.seedContacts([{ Name: name, EmailAddress: email, AccountNumber: accountNumber }]);
		if (archived) organisation.archiveInUi(id);
		before.set(id, { name, email, accountNumber, status: archived ? 'ARCHIVED' : 'ACTIVE' });
		return id;
	};
	const settlers = Array.from({ length: count }, (_, number): Settler => {
		const position = number % HUNDRED;
		const kind = CASES[position] ?? (KNOWN_OF(position) ? 'known' : 'new');
		const first = Math.floor(number / HUNDRED) * HUNDRED + 20;
		const name = `${kind === 'lead' ? 'Mallory' : 'Person'} ${lettersOf(number)}`;
		const email = kind === 'twin' ? `office${first}@bench.example` : `person${number}@bench.example`;
		const phone = `412${String(number).padStart(6, '0')}`;
		const xeroId = {
			new: () => undefined,
			twin: () => undefined,
			known: () => inXero(name, email, number),
			archived: () => inXero(name, email, number, true),
			lead: () => inXero(`Customer ${lettersOf(number)}`, email, number),
			namesake: () => inXero(name, `other${number}@bench.example`, number),
		}[kind]();
		const { id } = people.createContact({ role: kind === 'lead' ? 'lead' : 'user', name, email, phone: `+61${phone}` });
		return { intercomId: id, case: kind, name, email, phone, ...(xeroId !== undefined && { xeroId }) };
	});
	return { settlers, before, active: [...before.values()].filter(({ status }) => status === 'ACTIVE').length };
}

/** A surname of letters: digits are no part of a person's name. */
function lettersOf(number: number): string {
	const letters = [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');
	return `B${letters}`;
}
