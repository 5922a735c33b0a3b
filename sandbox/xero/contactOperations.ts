import { getContact, getContacts } from './contactRead';
import { createContacts, updateContact, updateOrCreateContacts } from './contactWrite';
import type { Operation } from './operation';

const READ = 'accounting.contacts.read';
const WRITE = 'accounting.contacts';

/** @see https://developer.xero.com/documentation/api/accounting/contacts */
export const contactOperations: Operation[] = [
	{ name: 'getContacts', method: 'GET', path: '/Contacts', scope: READ, act: getContacts },
	{ name: 'getContact', method: 'GET', path: '/Contacts/:key', scope: READ, act: getContact },
	{ name: 'createContacts', method: 'PUT', path: '/Contacts', scope: WRITE, act: createContacts },
	{ name: 'updateOrCreateContacts', method: 'POST', path: '/Contacts', scope: WRITE, act: updateOrCreateContacts },
	{ name: 'updateContact', method: 'POST', path: '/Contacts/:key', scope: WRITE, act: updateContact },
];
