import type { XeroContact } from '../../xero/contact/contact';
import type { ContactView } from '../../xero/directory/contactDirectory';
import type { MappedRecord } from '../record/record';
import { identify } from './identify';
import type { Identity, IdentifyOptions } from './identity';

/** As {@link identify} will say once the records that this one waits for are synced: each has given up its email then. Pure. */
export function identifyAhead(record: MappedRecord, view: ContactView, options: IdentifyOptions): Identity {
	const identity = identify(record, view, options);
	return identity.kind === 'wait' ? identify(record, withoutEmailOf(identity.contact, view), options) : identity;
}

function withoutEmailOf({ ContactID }: XeroContact, view: ContactView): ContactView {
	const byEmail: ContactView['byEmail'] = (email) => view.byEmail(email).filter((contact) => contact.ContactID !== ContactID);
	return {
		byId: (id) => view.byId(id), byNumber: (number) => view.byNumber(number), byEmail, byName: (name) => view.byName(name), byTaxNumber: (key) => view.byTaxNumber(key), byDomain: (domain) => view.byDomain(domain),
		mergedInto: (id) => view.mergedInto(id), unreadLosers: (id) => view.unreadLosers(id), unreadCompanies: (keys) => view.unreadCompanies(keys),
	};
}
