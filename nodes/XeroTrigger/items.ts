import type { IDataObject } from 'n8n-workflow';
import type { ChangedContact } from '../../lib/xero/reading/changedContacts';
import { contactUrl } from '../../lib/xero/contact/contactId';
import type { ContactEvent } from '../../lib/xero/webhook/events';

/** A contact that an event told of, as an item. */
export function itemOfEvent({ xeroContactId, organisationId, eventType, occurredAt }: ContactEvent): IDataObject {
	return { xeroContactId, organisationId, eventType, occurredAt: new Date(occurredAt).toISOString(), xeroContactUrl: contactUrl(xeroContactId) };
}

/** A contact that a poll found changed: its list does not say whether it is new, so it is of no type of event. */
export function itemOfChange({ xeroContactId, changedAt, name, status }: ChangedContact, organisationId: string): IDataObject {
	return { xeroContactId, organisationId, eventType: null, occurredAt: new Date(changedAt).toISOString(), xeroContactUrl: contactUrl(xeroContactId), name, status };
}
