import { backWords } from '../../../nodes/IntercomContactUpsert/backWords';
import type { ContactInput } from '../../../sandbox/xero/contactInput';

export const FIELDS = ['name', 'phone'] as const;
export type Field = (typeof FIELDS)[number];
export type Side = 'intercom' | 'xero';

/** One person in both systems. */
export interface Pair {
	intercomId: string;
	xeroContactId: string;
}

/** An edit that somebody made by hand. */
export interface Edit {
	pair: Pair;
	field: Field;
	side: Side;
	/** As it is compared. */
	value: string;
}

export function inXero(field: Field, value: string): ContactInput {
	if (field === 'phone') return { Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '', PhoneAreaCode: '', PhoneNumber: value.replace('+61', '0') }] };
	const [FirstName, LastName] = value.split(' ');
	return { Name: value, FirstName, LastName };
}

export function canonical(field: Field, value: string): string {
	return backWords.canonical(field, value, { country: 'AU', kind: 'contact' });
}

const LETTERS = ['ba', 'de', 'fi', 'go', 'lu', 'ma', 'ne', 'po', 'ri', 'su'];

export function word(number: number): string {
	const text = String(number).split('').map((digit) => LETTERS[Number(digit)]!).join('');
	return `T${text}n`;
}
