import type { XeroUser } from '../../xero/contact/users';
import { OWNER_GROUP } from '../record/groupNames';
import type { MappedRecord } from '../record/record';

/** The groups a record asks for, its owner's included. */
export interface GroupWishes {
	wanted: string[];
	prefixes: string[];
	/** What a person should know, such as an owner whom Xero does not know. */
	facts: string[];
}

/**
 * The groups a record wants and those it may leave. Pure.
 * @param users of the organisation; undefined where they could not be read: then owner groups stay as they are
 */
export function groupWishes(record: MappedRecord, users: readonly XeroUser[] | undefined): GroupWishes {
	const { groups, groupPrefixes = [], owner } = record;
	const wishes: GroupWishes = { wanted: [...groups], prefixes: [...groupPrefixes], facts: [] };
	if (owner === undefined || users === undefined) return wishes;
	wishes.prefixes.push(OWNER_GROUP);
	if (owner === null) return wishes;
	const user = users.find(({ email }) => email.toLowerCase() === owner.email.trim().toLowerCase());
	if (user) wishes.wanted.push(`${OWNER_GROUP}${user.name}`);
	else wishes.facts.push(unmatched(owner));
	return wishes;
}

function unmatched({ email, name }: NonNullable<MappedRecord['owner']>): string {
	const who = name === '' ? 'the owner in Intercom' : `the owner in Intercom, ${name}`;
	return email.trim() === ''
		? `Not put into an owner group: ${who}, has no email.`
		: `Not put into an owner group: no Xero user has the email ${email} (${who}).`;
}
