import { simulatorBase } from '../../http/simulator';

const CONTACT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether Xero can read a text as a ContactID: one that it cannot makes it refuse all that are asked for with it. Pure. */
export function isContactId(text: string): boolean {
	return CONTACT_ID.test(text);
}

/**
 * Where a person opens the contact in Xero. Pure.
 * @param simulatorUrl as the credential has it; counts only with a bare loopback address
 */
export function contactUrl(contactId: string, simulatorUrl?: unknown): string {
	return `${simulatorBase(simulatorUrl) ?? 'https://go.xero.com'}/Contacts/View/${contactId}`;
}
