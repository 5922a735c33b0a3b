import { callsTo, observe, type Observation } from '../observation';
import { XeroReader } from '../xeroReader';
import { hasPhone, inXero, judged, onlyFields, people, type Row } from './row';

const way = 'to Xero';

const newUser: Row = async (stage, cast) => {
	const observation = await observe(stage, () => {
		cast.janeId = people(stage).createContact({ role: 'user', name: 'Jane Doe', email: 'jane@acme.example', phone: '+61298765432' }).id;
	});
	const contact = await new XeroReader(stage.sandbox).byNumber(cast.janeId);
	cast.janeName = contact?.Name ?? '';
	return judged({ way, name: 'a new user', observation, readBack: inXero(contact) }, {
		'the contact exists in Xero': contact !== undefined,
		'it has her email': contact?.EmailAddress === 'jane@acme.example',
		'nobody else was changed': observation.changed.length === 0,
	});
};

/** Xero tells us of what we wrote there; that is known, and costs nothing. */
const newPhone: Row = async (stage, cast) => {
	const observation = await observe(stage, () => people(stage).updateContact(cast.janeId, { phone: '+61298761111' }));
	const contact = await new XeroReader(stage.sandbox).byNumber(cast.janeId);
	return judged({ way, name: 'her phone changes', observation, readBack: inXero(contact) }, {
		'the new number is in Xero': hasPhone(contact, '61298761111'),
		'only the phone changed': observation.changed.length > 0 && onlyFields(observation, /^Phones\./),
		'Xero notified us of our own write': observation.notified.xero > 0,
		'at most 2 Xero calls': callsTo('xero', observation) <= 2,
	});
};

const knownAsCompany: Row = async (stage) => {
	const priya = { FirstName: 'Priya', LastName: 'Nair', EmailAddress: 'priya@acme-legal.example' };
	const [contactId = ''] = stage.sandbox.xero
		.organisation()
		.seedContacts([{ Name: 'Acme Pty Ltd', ...priya, ContactPersons: [{ ...priya, IncludeInEmails: true }] }]);
	let intercomId = '';
	const observation = await observe(stage, () => {
		const input = { name: 'Priya Nair', email: priya.EmailAddress, phone: '+61733334444' };
		intercomId = people(stage).createContact({ role: 'user', ...input }).id;
	});
	const contact = await new XeroReader(stage.sandbox).byId(contactId);
	return judged({ way, name: 'a user whom Xero holds as Acme Pty Ltd', observation, readBack: inXero(contact) }, {
		'bound to the contact that has her email': contact?.ContactNumber === intercomId,
		'the name is kept': contact?.Name === 'Acme Pty Ltd' && people(stage).contact(intercomId).name === 'Priya Nair',
		'the phone is updated': hasPhone(contact, '61733334444'),
		'nothing else changed': onlyFields(observation, /^(ContactNumber|Phones\..*)$/),
	});
};

const namesake: Row = async (stage, cast) => {
	const reader = new XeroReader(stage.sandbox);
	let id = '';
	const observation = await observe(stage, () => {
		id = people(stage).createContact({ role: 'user', name: 'Jane Doe', email: 'jane.doe@other.example' }).id;
	});
	const first = await reader.byNumber(id);
	await observe(stage, () => people(stage).updateContact(id, { phone: '+61255556666' }));
	const contact = await reader.byNumber(id);
	return judged({ way, name: 'a namesake with another email', observation, readBack: inXero(contact) }, {
		'she has a contact of her own': first?.EmailAddress === 'jane.doe@other.example',
		'under a name of her own': first !== undefined && first.Name !== cast.janeName,
		'which stays when she changes': first?.Name === contact?.Name,
		'nor is it written back to Intercom': people(stage).contact(id).name === 'Jane Doe',
		'the other Jane was not touched': observation.changed.length === 0,
	});
};

const visitor: Row = async (stage, cast) => {
	const observation = await observe(stage, () => {
		cast.visitorId = people(stage).createContact({ role: 'lead', name: 'Mallory', email: 'jane@acme.example', phone: '+61299990000' }).id;
	});
	const contact = await new XeroReader(stage.sandbox).byNumber(cast.janeId);
	const { reviews } = await stage.status.read();
	return judged({ way, name: "a visitor types Jane's email", observation, readBack: inXero(contact) }, {
		'it waits for a person': reviews.shown.some(({ id, reason }) => id === cast.visitorId && reason === 'unverified'),
		'0 fields changed': observation.changed.length === 0 && observation.secondsToWrite === undefined,
	});
};

/** Our own write of the reference makes Intercom notify us again; what follows that write is the echo. */
const echo: Row = async (stage, cast) => {
	const observation = await observe(stage, () => {
		cast.omarId = people(stage).createContact({ role: 'user', name: 'Omar Aziz', email: 'omar@basin.example' }).id;
	});
	const reference = observation.calls.findLastIndex(({ operation }) => operation === 'intercom.updateContact');
	const heard: Observation = { outcomes: observation.outcomes.slice(1), calls: observation.calls.slice(reference + 1), notified: observation.notified, changed: observation.changed, failedExecutions: observation.failedExecutions };
	return judged({ way, name: 'the echo of our own write into Intercom', observation: heard, readBack: inXero(await new XeroReader(stage.sandbox).byNumber(cast.omarId)) }, {
		'the reference was written': reference >= 0,
		'Intercom notified us of it': observation.notified.intercom > 1,
		'it started nothing': heard.outcomes.length === 0,
		'no call': heard.calls.length === 0,
	});
};

export const TO_XERO: readonly Row[] = [newUser, newPhone, knownAsCompany, namesake, visitor, echo];
