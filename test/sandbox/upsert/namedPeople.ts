import { intercomId } from './people';

/** A number in letters: digits are no part of a person's name. */
export const letters = (number: number): string => [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit))).join('');

export interface NamedPerson {
	id: string;
	name: string;
	email: string;
	phone: string;
}

/** People of whom each has a name, an email and a phone of their own. */
export const namedPeople = (count: number): NamedPerson[] =>
	Array.from({ length: count }, (_, index) => ({ id: intercomId(), name: `Person${letters(index)} Smith`, email: `person${index}@example.com`, phone: `+61 412 ${String(100_000 + index).slice(-6)}` }));
