import type { XeroContact } from '../../../lib/xero/contact/contact';

export const contact = (ContactID: string, more: Partial<XeroContact> = {}): XeroContact => ({ ContactID, Name: `Name ${ContactID}`, ContactStatus: 'ACTIVE', ...more });
export const idsOf = (contacts: readonly XeroContact[]) => contacts.map(({ ContactID }) => ContactID).sort();
