import { KNOWN_NAMES, type AttributeModel } from '../../intercom/attributes/attributeNames';
import type { CustomAttributes } from '../../intercom/profile/profile';
import type { ContactBalance } from '../../xero/reading/contactBalances';
import { isSameValue } from './mergeBack';

/**
 * What only Xero knows of a contact, as attributes of its Intercom record: what it owes, what of that is overdue, its own
 * currency (null where it has none), and Xero's word for its status. Pure.
 */
export function whatXeroKnows({ outstanding, overdue, currency, status }: ContactBalance, model: AttributeModel): CustomAttributes {
	const names = KNOWN_NAMES[model];
	return { [names.xero_outstanding]: outstanding, [names.xero_overdue]: overdue, [names.xero_currency]: currency === '' ? null : currency, [names.xero_contact_status]: status };
}

/** Those of the attributes that Intercom has otherwise; `{}`: there is nothing to write. An attribute that is absent is empty. Pure. */
export function differingAttributes(known: CustomAttributes, held: Readonly<CustomAttributes>): CustomAttributes {
	return Object.fromEntries(Object.entries(known).filter(([name, value]) => !isSameValue(held[name], value)));
}
