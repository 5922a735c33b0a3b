import type { XeroContactPerson } from '../../xero/contact/contact';
import { sameName } from '../record/contactName';

/** Whether two are one person: the same email, else the same name. Pure. */
export function samePerson(a: XeroContactPerson, b: XeroContactPerson): boolean {
	const emailA = (a.EmailAddress ?? '').trim().toLowerCase();
	const emailB = (b.EmailAddress ?? '').trim().toLowerCase();
	if (emailA !== '' && emailB !== '') return emailA === emailB;
	return sameName(fullName(a), fullName(b));
}

/** First and last name in one. */
export function fullName(person: XeroContactPerson): string {
	return `${person.FirstName ?? ''} ${person.LastName ?? ''}`;
}
