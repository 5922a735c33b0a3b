import { definitionOf, switchNames } from '../../../sandbox/switches/switches';
import { XERO_SWITCHES } from '../../../sandbox/switches/xero';
import type { WebhookEvent } from '../../../sandbox/xero/webhookBody';
import { CLIENT, connected, contactsOf, messagesOf, type Answered, type Connected } from './connected';

type XeroSwitch = keyof typeof XERO_SWITCHES;
let xero: Connected;

const organisation = () => xero.sandbox.xero.organisation();
const seed = (...contacts: Array<Record<string, unknown>>): string[] => organisation().seedContacts(contacts);
const write = async (method: string, ...contacts: unknown[]): Promise<Answered> =>
	await xero.send(method, '/Contacts?summarizeErrors=false', { Contacts: contacts });
const read = async (query: Record<string, string>, headers = {}): Promise<Answered> =>
	await xero.send('GET', `/Contacts?${new URLSearchParams(query).toString()}`, undefined, headers);
const texts = async (answer: Promise<Answered>): Promise<string> => messagesOf(await answer).join();
const names = async (answer: Promise<Answered>): Promise<string> => contactsOf(await answer).map(({ Name }) => Name).join();
const status = async (answer: Promise<Answered>): Promise<string> => String((await answer).status);
const issue = (scope: string) => xero.sandbox.xero.authority.issueFor(CLIENT.id, ['offline_access', scope], [xero.tenantId]);
const UNKNOWN = '11111111-2222-4333-8444-555555555555';

/** One scenario a switch, whose result has to differ between the switch's values. */
const PROBES: Record<XeroSwitch, () => Promise<string>> = {
	'xero.postMatchOrder': async () => {
		seed({ Name: 'Numbered', ContactNumber: 'n' }, { Name: 'Named' });
		return await texts(write('POST', { Name: 'Named', ContactNumber: 'n' }));
	},
	'xero.slotParts': async () => {
		const [ContactID] = seed({ Name: 'A', Phones: [{ PhoneType: 'FAX', PhoneNumber: '1', PhoneAreaCode: '2' }] });
		return JSON.stringify(contactsOf(await write('POST', { ContactID, Phones: [{ PhoneType: 'FAX', PhoneNumber: '3' }] }))[0]?.Phones);
	},
	'xero.nullText': async () => {
		const [ContactID] = seed({ Name: 'A', FirstName: 'F' });
		return String(contactsOf(await write('POST', { ContactID, FirstName: null }))[0]?.FirstName);
	},
	'xero.partialSave': async () => {
		await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'Good' }, {}] });
		return String(organisation().allContacts().length);
	},
	'xero.batchOrder': async () => await names(write('PUT', { Name: 'A' }, { Name: 'B' })),
	'xero.identicalPost': async () => {
		const [ContactID] = seed({ Name: 'A', updatedAt: 1_000 });
		return contactsOf(await write('POST', { ContactID, Name: 'A' }))[0]?.UpdatedDateUTC === '/Date(1000+0000)/' ? 'stays' : 'moves';
	},
	'xero.numberTakenText': async () => {
		seed({ Name: 'A', ContactNumber: 'n', ContactStatus: 'ARCHIVED' });
		return await texts(write('PUT', { Name: 'B', ContactNumber: 'n' }));
	},
	'xero.archivedAccountNumber': async () => {
		seed({ Name: 'A', AccountNumber: 'n', ContactStatus: 'ARCHIVED' });
		return await texts(write('PUT', { Name: 'B', AccountNumber: 'n' }));
	},
	'xero.renameTakenText': async () => {
		const [ContactID] = seed({ Name: 'A' }, { Name: 'B' });
		return await texts(write('POST', { ContactID, Name: 'B' }));
	},
	'xero.blanksInName': async () => String(contactsOf(await write('PUT', { Name: ' a  b ' }))[0]?.Name),
	'xero.sixthPerson': async () =>
		await texts(write('PUT', { Name: 'A', EmailAddress: 'a@x.example', ContactPersons: Array.from({ length: 6 }, (_, i) => ({ FirstName: `P${i}` })) })),
	'xero.personsNeedEmail': async () => await texts(write('PUT', { Name: 'A', ContactPersons: [{ FirstName: 'P' }] })),
	'xero.countryLetters': async () => await texts(write('PUT', { Name: 'A', Addresses: [{ AddressType: 'STREET', Country: 'Côte' }] })),
	'xero.unknownIdInRead': async () => await status(read({ IDs: UNKNOWN })),
	'xero.unknownIdInWrite': async () => await status(write('POST', { ContactID: UNKNOWN, Name: 'A' })),
	'xero.archivedInIds': async () => {
		const [IDs = ''] = seed({ Name: 'A', ContactStatus: 'ARCHIVED' });
		return await names(read({ IDs }));
	},
	'xero.unchangedRead': async () => await status(read({ page: '1' }, { 'if-modified-since': '2099-01-01T00:00:00' })),
	'xero.contactNumberCase': async () => {
		seed({ Name: 'A', ContactNumber: 'N' });
		return await names(read({ where: 'ContactNumber=="n"' }));
	},
	'xero.orFilterCase': async () => {
		seed({ Name: 'A' });
		return await names(read({ where: 'Name=="a" OR Name=="b"' }));
	},
	'xero.methodOnEmptyField': async () => {
		seed({ Name: 'A' });
		return await status(read({ where: 'EmailAddress.Contains("x")' }));
	},
	'xero.dayHeader': async () => String((await read({ page: '1' })).headers.has('x-daylimit-remaining')),
	'xero.concurrency429': async () => {
		xero.sandbox.latencyMs.xero = 60;
		const answers = await Promise.all(Array.from({ length: 6 }, async () => await read({ page: '1' })));
		const headers = answers.find((answer) => answer.status === 429)?.headers;
		return `${headers?.get('x-rate-limit-problem')} ${headers?.get('retry-after')}`;
	},
	'xero.missingTenant': async () => await status(read({ page: '1' }, { 'xero-tenant-id': '' })),
	'xero.scopeRefusal': async () => {
		const authorization = `Bearer ${issue('accounting.contacts.read').access_token}`;
		return await status(xero.send('PUT', '/Contacts', { Name: 'A' }, { authorization }));
	},
	'xero.refreshGrace': async () => {
		const { authority } = xero.sandbox.xero;
		const { refresh_token: token = '' } = issue('accounting.contacts');
		authority.refresh(CLIENT.id, token);
		return String(authority.refresh(CLIENT.id, token) === null);
	},
	'xero.noteLength': async () => {
		const [id = ''] = seed({ Name: 'A' });
		return await status(xero.send('PUT', `/Contacts/${id}/History`, { HistoryRecords: [{ Details: 'x'.repeat(251) }] }));
	},
	'xero.existingMember': async () => {
		const [ContactID] = seed({ Name: 'A' });
		const group = await xero.send('PUT', '/ContactGroups', { Name: 'G' });
		const [{ ContactGroupID }] = group.json.ContactGroups as [{ ContactGroupID: string }];
		const add = async () => await xero.send('PUT', `/ContactGroups/${ContactGroupID}/Contacts`, { Contacts: [{ ContactID }] });
		await add();
		return await status(add());
	},
	'xero.groupNameTaken': async () => {
		await xero.send('PUT', '/ContactGroups', { Name: 'G' });
		return await status(xero.send('PUT', '/ContactGroups', { Name: 'g' }));
	},
	'xero.fiftyThreeIds': async () => {
		const ids = seed(...Array.from({ length: 53 }, (_, i) => ({ Name: `C${i}` })));
		return await status(xero.send('GET', `/Contacts?IDs=${ids.join(',')}`));
	},
	'xero.largestPage': async () => {
		seed(...Array.from({ length: 101 }, (_, i) => ({ Name: `C${i}` })));
		return String(contactsOf(await read({ page: '1', pageSize: '1000' })).length);
	},
	'xero.pages': async () => {
		seed(...Array.from({ length: 100 }, (_, i) => ({ Name: `C${i}` })));
		return String(contactsOf(await read({ page: '1', pageSize: '100' })).length);
	},
	'xero.dateHeader': async () => {
		const date = Date.parse(String((await read({ page: '1' })).headers.get('date')));
		return date > xero.sandbox.clock.now() + 10_000 ? 'ahead' : 'now';
	},
	'xero.timeOfEdits': async () => {
		const id = organisation().createInUi({ Name: 'A' });
		return await Promise.resolve(timeOf(id) > xero.sandbox.clock.now() ? 'future' : 'now');
	},
	'xero.timeOfArchiving': async () => {
		const id = String(seed({ Name: 'A', updatedAt: 1_000 })[0]);
		organisation().archiveInUi(id);
		return await Promise.resolve(timeOf(id) === 1_000 ? 'stays' : 'moves');
	},
	'xero.eventOfOwnWrite': async () => String((await told(async () => void (await write('PUT', { Name: 'A' })))).length),
	'xero.eventDate': async () => {
		const [event] = (await told(async () => void organisation().createInUi({ Name: 'A' })))[0] ?? [];
		return event!.eventDate === timeOf(event!.news.contactId) ? 'equal' : 'later';
	},
	'xero.eventDelivery': async () => String((await told(async () => void organisation().createInUi({ Name: 'A' }))).length),
	'xero.eventOrder': async () => {
		const [events = []] = await told(async () => ['A', 'B'].forEach((Name) => organisation().createInUi({ Name })));
		return events.map(({ sequence }) => sequence).join();
	},
};

/** The bodies that a webhook is sent at first, by what they tell of. */
async function told(act: () => Promise<unknown>): Promise<Array<readonly WebhookEvent[]>> {
	const { webhooks } = xero.sandbox.xero;
	webhooks.save('http://127.0.0.1:1/').state = 'live'; // nobody is there
	await act();
	await webhooks.idle();
	return webhooks.log.filter(({ attempt }) => attempt === 1).map(({ events }) => events);
}

const timeOf = (id: string): number => Number(/-?\d+/.exec(String(organisation().contact(id)?.UpdatedDateUTC))?.[0]);

describe('the switches of the Xero stand-in', () => {
	beforeAll(async () => void (xero = await connected()));
	afterAll(async () => await xero.sandbox.stop());

	const results = async (name: XeroSwitch): Promise<string[]> => {
		const seen: string[] = [];
		for (const value of definitionOf(name).values) {
			xero.reset();
			xero.sandbox.switches.choose(name, value);
			seen.push(await PROBES[name]());
		}
		return seen;
	};

	it.each(Object.keys(XERO_SWITCHES) as XeroSwitch[])('%s makes a visible difference for each of its values', async (name) => {
		const seen = await results(name);
		expect(new Set(seen).size).toBe(definitionOf(name).values.length);
	});

	it('lists every switch of Xero under its own name', () => {
		expect(switchNames().filter((name) => name.startsWith('xero.'))).toEqual(Object.keys(PROBES));
	});
});
