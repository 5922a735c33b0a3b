import type { MappedRecord } from './record';

/** A record as messages name it: by name and email. Its id stands in the item, for look-ups. Pure. */
export function named({ match: { name, email = '' } }: Pick<MappedRecord, 'match'>): string {
	return email === '' || email.toLowerCase() === name.toLowerCase() ? name : `${name} (${email})`;
}
