import type { IntercomCompany, Profile } from '../../intercom/profile/profile';
import type { WritableContact } from '../../xero/contact/contact';
import { cleanName } from '../values/cleanText';
import { readEmail, type ReadEmail } from '../values/email';
import { isNameless, withoutUndefined } from '../person/nameless';
import type { PhoneSettings } from '../values/phone';
import { shown, type Problem } from './problem';

/** A contact on its way through the mapping, with what was found wrong so far and what was mended. */
export interface Draft {
	contact: WritableContact;
	problems: Problem[];
	/** What the mapping changed or left out, in words. */
	remarks: string[];
}

/** What every mapping of a contact needs to know. */
export interface DraftSettings extends PhoneSettings {
	/** What happens to a record whose tax or company number is none. Absent: it is left out. */
	invalidAbn?: 'reject' | 'leaveOut';
	/** What happens to a record with a value in another side field that Xero would refuse. Absent: it is left out. */
	unusableValue?: 'reject' | 'leaveOut';
}

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
	const written = cleanName(mapped);
	const name = withoutUndefined(written);
	if (!isNameless(name)) return { name, remarks: name === written ? cleaned('Name', mapped, name) : [`Name: "${shown(mapped)}" became "${shown(name)}".`] };
	const company = companyName(profile.companies);
	if (company !== '') return { name: company, remarks: [`Name: ${nobody(written, '')} in Intercom, so that of the company is used.`] };
	const email = nameOfEmail(profile.contact.email ?? '');
	if (email === '') return { name: '', remarks: [] };
	return { name: email, remarks: [`Name: ${nobody(written, ' and no company')} in Intercom, so the email is used.`] };
}

/** A word that stands where a name is missing is shown, so that somebody can find out where it comes from. */
function nobody(written: string, also: string): string {
	return written === '' ? `the contact has no name${also}` : `"${shown(written)}" names nobody, and the contact has no name${also}`;
}

function nameOfEmail(text: string): string {
	const read = readEmail(text);
	return cleanName(read.kind === 'email' && read.mended !== undefined ? read.value : text);
}

/** What the user is told of an email that had to be mended; nothing where it was fine. Pure. */
export function mendedEmail(label: string, { value, mended }: Extract<ReadEmail, { kind: 'email' }>, before: string): string[] {
	return mended === undefined ? [] : [`${label}: "${shown(before)}" was mended to "${shown(value)}", because it had ${mended}.`];
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
