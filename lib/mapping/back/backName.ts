import type { XeroContact } from '../../xero/contact/contact';
import { splitPersonName } from '../person/personName';
import { isEmail, wholeName } from './canonical';
import { joinedName } from './joinedName';

/** How the names of people went to Xero: as *Preset* of the mapper says that brought them there. */
export type NamesPreset = 'person' | 'literal';

export interface NameSettings {
	names: NamesPreset;
	/** The Intercom id of the record, `''` where it is not known: a namesake in Xero may have its end behind the name. */
	intercomId: string;
}

type Names = Readonly<Pick<XeroContact, 'Name' | 'FirstName' | 'LastName' | 'EmailAddress'>>;

/**
 * The name of a person as Intercom has it: FirstName and LastName; where Xero has neither, its Name, but no email, which
 * only stands there for a name. Pure, never throws.
 * @returns `''` where Xero knows no name
 */
export function personsBackName(contact: Names, settings: NameSettings): string {
	if (settings.names === 'literal') return literalName(contact);
	const name = wholeName(joinedName(contact.FirstName ?? '', contact.LastName ?? ''));
	if (name !== '') return name;
	return withoutOurSuffix(wholeName(contact.Name ?? ''), settings);
}

/** The name of an organisation without what the sync puts behind that of a namesake. Pure, never throws. */
export function organisationsBackName({ Name = '' }: Names, settings: Pick<NameSettings, 'intercomId'>): string {
	return withoutOurSuffix(wholeName(Name), settings);
}

/** By the preset *literal* Name holds the first name and FirstName the last one. A name without a first one stands in Name as a whole. */
function literalName({ Name = '', FirstName = '' }: Names): string {
	const first = wholeName(Name.replace(/\s*\([^()]*\)\s*$/, '')) || wholeName(Name);
	const split = splitPersonName(first);
	return split.first === '' && split.last === FirstName ? first : wholeName(joinedName(first, FirstName));
}

/** ` (jane@example.com)`, or six characters of the Intercom id; a company behind a name could as well be part of it. */
function withoutOurSuffix(name: string, { intercomId }: Pick<NameSettings, 'intercomId'>): string {
	const [, base = '', inBrackets = ''] = /^(.*\S)\s+\(([^()]*)\)$/.exec(name) ?? [];
	const isOurs = isEmail(inBrackets) || (intercomId !== '' && inBrackets.toLowerCase() === intercomId.slice(-6).toLowerCase());
	return isOurs ? base : name;
}
