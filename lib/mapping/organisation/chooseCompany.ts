import { isSwitchedOff } from '../../intercom/attributes/customAttributes';
import type { IntercomCompany } from '../../intercom/profile/profile';
import { problem, shown, type Problem } from '../rules/problem';

/** What to do with a contact of several companies. */
export type SeveralCompanies = 'reject' | 'oldest' | 'first';

export type CompanyChoice =
	| { kind: 'company'; company: IntercomCompany }
	| { kind: 'none'; reason: 'noCompany' | 'switchedOff'; message: string }
	| { kind: 'rejected'; problem: Problem };

/** The company that a contact stands for; companies that are switched off do not count. Pure, never throws. */
export function chooseCompany(companies: readonly IntercomCompany[] | null, several: SeveralCompanies): CompanyChoice {
	if (companies === null) return { kind: 'rejected', problem: notRead() };
	const wanted = companies.filter((company) => !isSwitchedOff(company.custom_attributes));
	const [first, ...others] = several === 'oldest' ? [...wanted].sort(compareAge) : wanted;
	if (first === undefined) return noCompany(companies.length);
	if (others.length === 0 || several !== 'reject') return { kind: 'company', company: first };
	return { kind: 'rejected', problem: tooMany(wanted) };
}

function noCompany(switchedOff: number): CompanyChoice {
	if (switchedOff === 0) return { kind: 'none', reason: 'noCompany', message: 'The contact belongs to no company.' };
	return { kind: 'none', reason: 'switchedOff', message: 'xero_company_sync of the company of the contact is off.' };
}

function notRead(): Problem {
	const message = 'The profile was read without companies';
	return problem('item', 'companiesNotRead', '', message, 'Switch companies on in Intercom Contacts: Get Profile.');
}

function tooMany(companies: readonly IntercomCompany[]): Problem {
	const names = shown(companies.map(({ name, id }) => name ?? id).join(', '));
	const message = `The contact belongs to ${companies.length} companies (${names}), and nobody has said which one is billed`;
	const fix = 'Leave one company on the contact in Intercom, or set Several Companies to Oldest or First.';
	return problem('item', 'severalCompanies', names, message, fix);
}

function compareAge(a: IntercomCompany, b: IntercomCompany): number {
	return a.created_at - b.created_at || (a.id < b.id ? -1 : 1);
}
