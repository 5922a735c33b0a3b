import type { XeroContact } from '../../xero/contact/contact';
import { foldName } from './contactName';
import type { MappedRecord } from './record';

/** By what a later record of a dry run may meet a contact that an earlier one would write. */
export interface ForeseenKeys {
	email?: string;
	/** As it was mapped, before any suffix. */
	name?: string;
	taxKey?: string;
	domain?: string;
}

/** What a dry run foresees in Xero after a write. */
export interface ForeseenContact {
	contact: XeroContact;
	keys: ForeseenKeys;
}

/** The keys of a record, as they are compared. Pure. */
export function foreseenKeys({ match }: Pick<MappedRecord, 'match'>): ForeseenKeys {
	const { email, name, taxNumber, domain } = match;
	return { ...(email && { email: email.toLowerCase() }), ...(name && { name: foldName(name) }), ...(taxNumber && { taxKey: taxNumber }), ...(domain && { domain: domain.toLowerCase() }) };
}
