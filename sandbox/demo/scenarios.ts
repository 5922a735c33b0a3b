import { callsTo, observe, type Observation } from './observation';
import type { Stage } from './stage';
import { phoneOf, XeroReader, type XeroContactRead } from './xeroReader';

export interface RowResult {
	name: string;
	observation: Observation;
	/** The Xero contact in question after the change. */
	contact?: XeroContactRead;
	/** What is not as it should be; empty: the row holds. */
	faults: string[];
}

/** What earlier rows leave for later ones. */
interface Cast {
	janeId: string;
	janeName: string;
}

type Row = (stage: Stage, reader: XeroReader, cast: Cast) => Promise<RowResult>;

/** Plays the rows one after the other; `told` hears each as soon as it is through. */
export async function playScenarios(stage: Stage, told: (row: RowResult) => void = () => {}): Promise<RowResult[]> {
	const reader = new XeroReader(stage.sandbox);
	const cast: Cast = { janeId: '', janeName: '' };
	const results: RowResult[] = [];
	for (const row of ROWS) {
		const result = await row(stage, reader, cast);
		results.push(result);
		told(result);
	}
	return results;
}

const newUser: Row = async (stage, reader, cast) => {
	const observation = await observe(stage, () => {
		cast.janeId = people(stage).createContact({ role: 'user', name: 'Jane Doe', email: 'jane@acme.example', phone: '+61298765432' }).id;
	});
	const contact = await reader.byNumber(cast.janeId);
	cast.janeName = contact?.Name ?? '';
	return row('a new user', observation, contact, {
		'the contact exists in Xero': contact !== undefined,
		'it has her email': contact?.EmailAddress === 'jane@acme.example',
		'nobody else was changed': observation.changed.length === 0,
	});
};

const newPhone: Row = async (stage, reader, cast) => {
	const observation = await observe(stage, () => void people(stage).updateContact(cast.janeId, { phone: '+61298761111' }));
	const contact = await reader.byNumber(cast.janeId);
	return row('her phone changes', observation, contact, {
		'the new number is in Xero': hasPhone(contact, '61298761111'),
		'only the phone changed': onlyFields(observation, /^Phones\./),
		'at most 2 Xero calls': callsTo('xero', observation) <= 2,
	});
};

const knownAsCompany: Row = async (stage, reader) => {
	const priya = { FirstName: 'Priya', LastName: 'Nair', EmailAddress: 'priya@acme-legal.example' };
	const [contactId = ''] = stage.sandbox.xero
		.organisation()
		.seedContacts([{ Name: 'Acme Pty Ltd', ...priya, ContactPersons: [{ ...priya, IncludeInEmails: true }] }]);
	let intercomId = '';
	const observation = await observe(stage, () => {
		const input = { name: 'Priya Nair', email: priya.EmailAddress, phone: '+61733334444' };
		intercomId = people(stage).createContact({ role: 'user', ...input }).id;
	});
	const contact = await reader.byId(contactId);
	return row('a user whom Xero holds as Acme Pty Ltd', observation, contact, {
		'bound to the contact that has her email': contact?.ContactNumber === intercomId,
		'the name is kept': contact?.Name === 'Acme Pty Ltd',
		'the phone is updated': hasPhone(contact, '61733334444'),
		'nothing else changed': onlyFields(observation, /^(ContactNumber|Phones\..*)$/),
	});
};

const namesake: Row = async (stage, reader, cast) => {
	let id = '';
	const observation = await observe(stage, () => {
		id = people(stage).createContact({ role: 'user', name: 'Jane Doe', email: 'jane.doe@other.example' }).id;
	});
	const first = await reader.byNumber(id);
	await observe(stage, () => void people(stage).updateContact(id, { phone: '+61255556666' }));
	const contact = await reader.byNumber(id);
	return row('a namesake with another email', observation, contact, {
		'she has a contact of her own': first?.EmailAddress === 'jane.doe@other.example',
		'under a name of her own': first !== undefined && first.Name !== cast.janeName,
		'which stays when she changes': first?.Name === contact?.Name,
		'the other Jane was not touched': observation.changed.length === 0,
	});
};

const visitor: Row = async (stage, reader, cast) => {
	const observation = await observe(stage, () => {
		people(stage).createContact({ role: 'lead', name: 'Mallory', email: 'jane@acme.example', phone: '+61299990000' });
	});
	return row("a visitor types Jane's email", observation, await reader.byNumber(cast.janeId), {
		'it waits for a person': observation.outcomes.includes('review'),
		'0 fields changed': observation.changed.length === 0 && observation.secondsToWrite === undefined,
	});
};

/** Our own write of the reference makes Intercom notify us again; what follows that write is the echo. */
const echo: Row = async (stage, reader) => {
	let id = '';
	const observation = await observe(stage, () => {
		id = people(stage).createContact({ role: 'user', name: 'Omar Aziz', email: 'omar@basin.example' }).id;
	});
	const reference = observation.calls.findLastIndex(({ vendor, method }) => vendor === 'intercom' && method === 'PUT');
	const heard: Observation = {
		outcomes: observation.outcomes.slice(1),
		calls: observation.calls.slice(reference + 1),
		changed: observation.changed,
		failedExecutions: observation.failedExecutions,
	};
	return row('the echo of our own write into Intercom', heard, await reader.byNumber(id), {
		'the reference was written': reference >= 0,
		'Intercom notified us of it': heard.outcomes.length > 0 && heard.outcomes.every((outcome) => outcome === 'unchanged'),
		'no Xero call': callsTo('xero', heard) === 0,
	});
};

const ROWS: readonly Row[] = [newUser, newPhone, knownAsCompany, namesake, visitor, echo];

const people = (stage: Stage) => stage.sandbox.intercom.people();

function hasPhone(contact: XeroContactRead | undefined, digits: string): boolean {
	return contact !== undefined && phoneOf(contact).replace(/\D/g, '') === digits;
}

function onlyFields({ changed }: Observation, allowed: RegExp): boolean {
	return changed.every(({ field }) => allowed.test(field));
}

function row(
	name: string,
	observation: Observation,
	contact: XeroContactRead | undefined,
	promises: Record<string, boolean>,
): RowResult {
	const broken = Object.entries(promises).filter(([, kept]) => !kept).map(([promise]) => promise);
	const faults = [...broken, ...observation.failedExecutions.map((execution) => `execution ${execution}`)];
	return { name, observation, ...(contact ? { contact } : {}), faults };
}
