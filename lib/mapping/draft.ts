import type { IntercomCompany, Profile } from '../intercom/profile';
import type { WritableContact } from '../xero/contact';
import { cleanName, isNameless } from './cleanText';
import type { PhoneSettings } from './phone';
import { shown, type Problem } from './problem';

/** A contact on its way through the mapping, with what was found wrong so far and what was mended. */
export interface Draft {
	contact: WritableContact;
	problems: Problem[];
	/** What the mapping changed or left out, in words. */
	remarks: string[];
}

/** What every mapping of a contact needs to know. */
export type DraftSettings = PhoneSettings;

/** A name for the contact and, where it is not the one that was mapped, why. */
export interface ChosenName {
	name: string;
	remarks: string[];
}

/**
 * The Name of a contact: the mapped text, else the company, else the email, else `''`. Says so where it had to take
 * something else or clean it. Pure, never throws.
 */
export function chooseName(mapped: string, profile: Profile): ChosenName {
	const name = cleanName(mapped);
	if (!isNameless(name)) return { name, remarks: cleaned('Name', mapped, name) };
	const company = companyName(profile.companies);
	if (company !== '') return { name: company, remarks: ['Name: the contact has no name in Intercom, so that of the company is used.'] };
	const email = cleanName(profile.contact.email ?? '');
	if (email === '') return { name: '', remarks: [] };
	return { name: email, remarks: ['Name: the contact has no name and no company in Intercom, so the email is used.'] };
}

/** A remark if cleaning took more than blanks away. Pure. */
export function cleaned(label: string, before: string, after: string): string[] {
	const same = before === after || before.normalize('NFC').replace(/\s+/g, ' ').trim() === after;
	return same ? [] : [`${label}: "${shown(before)}" was cleaned to "${shown(after)}" (no <, >, emoji or invisible characters in Xero).`];
}

/** The name of the contact's oldest named company, so that it stays the same whatever order Intercom lists them in; `''` if none. Pure. */
export function companyName(companies: readonly IntercomCompany[] | null): string {
	const named = (companies ?? []).flatMap((company) => {
		const name = cleanName(company.name ?? '');
		return isNameless(name) ? [] : [{ name, id: company.id, createdAt: company.created_at }];
	});
	named.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
	return named[0]?.name ?? '';
}
