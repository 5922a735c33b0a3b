import type { Stage } from '../../../sandbox/demo/stage';
import { untold } from './knownOnBothSides';
import { tooLong } from './unmappable';

type People = ReturnType<Stage['sandbox']['intercom']['people']>;

/** Who is in Intercom before the sync begins, by what a migration is to make of them. */
export interface Historical {
	/** Not in Xero. */
	fresh: string[];
	/** In Xero under the same email, with another phone number. */
	changed: string[];
	/** In Xero with the same values, so that only the number is missing there. */
	bound: string[];
	/** Leads under the email of a customer. */
	strangers: string[];
	/** Two users with one email, the second on a later page. */
	doubles: [string, string];
	/** Two of one name with different emails, the second on a later page. */
	namesakes: [string, string];
	unmappable: string;
	off: string;
}

/** As it may be after some years: some 400 contacts, on three pages of Intercom. Nobody is told of them. */
export function historicalPeople({ sandbox }: Stage): Historical {
	return untold({ sandbox }, () => seed(sandbox.intercom.people(), sandbox.xero.organisation()));
}

function seed(people: People, organisation: ReturnType<Stage['sandbox']['xero']['organisation']>): Historical {
	const user = (name: string, email: string, more: object = {}) => people.createContact({ role: 'user', name, email, ...more }).id;
	const many = (count: number, make: (number: number) => string) => Array.from({ length: count }, (_, number) => make(number));
	const firstDouble = user('Dora Double', 'dora@double.example');
	const firstNamesake = user('Nat Namesake', 'nat1@namesake.example');
	const fresh = many(180, (number) => user(`Fay Fresh${number}`, `fay${number}@fresh.example`, { phone: `0412 34${String(number).padStart(4, '0').replace(/^(.)/, '$1 ')}` }));
	const changed = many(40, (number) => {
		organisation.seedContacts([{ Name: `Cal Changed${number}`, FirstName: 'Cal', LastName: `Changed${number}`, EmailAddress: `cal${number}@changed.example`, Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '98765000' }] }]);
		return user(`Cal Changed${number}`, `cal${number}@changed.example`, { phone: `+61 2 9876 5${String(100 + number)}` });
	});
	const bound = many(120, (number) => {
		organisation.seedContacts([{ Name: `Bo Bound${number}`, FirstName: 'Bo', LastName: `Bound${number}`, EmailAddress: `bo${number}@bound.example` }]);
		return user(`Bo Bound${number}`, `bo${number}@bound.example`);
	});
	const strangers = many(8, (number) => people.createContact({ role: 'lead', name: 'Stan Stranger', email: `bo${number}@bound.example` }).id);
	const unmappable = user(tooLong('Uma'), 'uma@unmappable.example');
	const off = user('Otto Off', 'otto@off.example', { custom: { xero_sync: 'off' } });
	const doubles: [string, string] = [firstDouble, user('Dora Double', 'dora@double.example')];
	const namesakes: [string, string] = [firstNamesake, user('Nat Namesake', 'nat2@namesake.example')];
	return { fresh, changed, bound, strangers, doubles, namesakes, unmappable, off };
}
