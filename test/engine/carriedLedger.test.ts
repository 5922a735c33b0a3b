import './engineEnvironment';
import omit from 'lodash/omit';
import nock from 'nock';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { shownContact } from '../../lib/ledger/shownState';
import type { Profile } from '../../lib/intercom/profile/profile';
import { contactBody, errorList } from '../unit/intercom/scriptedIntercom';
import { profileOf } from '../sandbox/upsert/people';
import { handedOut } from './handedOut';
import { withoutJitter } from './hermetic';
import { runNode, type NodeResult } from './runWorkflow';

/** What Sync Ledger Trigger hands out goes through every node of the package, and items of no ledger stay as they are. */
const API = 'https://api.intercom.io';
const JANES_ID = '6961d4041c1e12de4c540001';
const BARE = { include: { companies: false, conversations: false, mergeHistory: false, owner: false, segments: false, tags: false } };

const ledgersOf = ({ outputs }: NodeResult) => outputs.map((output) => output.map(({ json }) => json.ledger));
const without = ({ outputs }: NodeResult) => outputs.map((output) => output.map(({ json }) => omit(json, 'ledger')));

withoutJitter();
afterEach(() => nock.cleanAll());

describe('Intercom Contacts', () => {
	const run = (items: IDataObject[], parameters: INodeParameters = {}) =>
		runNode({ type: 'intercomContacts', parameters, items: items.map((json) => ({ json })), credentials: { intercomAppTokenApi: { accessToken: 'tok', region: 'us', clientSecret: 's' } } });

	/** Contacts that Intercom answers for; of those that its search leaves out nothing but this tells that they are archived. */
	function intercomKnows(listed: readonly string[] = []): void {
		nock(API).persist().get(/^\/contacts\/[^/]+$/).query(true).reply((uri) => {
			const id = new URL(uri, API).pathname.split('/').pop() ?? '';
			if (id === 'old') return [410, errorList('contact_merged'), { link: '</contacts/new>; rel="canonical"' }];
			return id === 'nobody' ? [404, errorList('not_found', 'User Not Found')] : [200, contactBody(id, { created_at: 1, updated_at: 77 })];
		});
		nock(API).persist().post('/contacts/search').reply((_uri, body) => [200, { type: 'list', data: listed.filter((id) => JSON.stringify(body).includes(`"${id}"`)).map((id) => contactBody(id)), total_count: 1, pages: {} }]);
	}

	test('Get Profile carries it by every output, with what a notification would show and the page', async () => {
		intercomKnows();
		const ids = ['a', 'old', 'nobody'];
		const carried = await run(ids.map((contactId) => ({ contactId, ledger: handedOut(contactId) })), BARE);
		const [[done], [gone], [failed]] = ledgersOf(carried) as [IDataObject[], IDataObject[], IDataObject[]];
		const profile = carried.outputs[0]![0]!.json as unknown as Profile & { url: string };
		expect(done).toEqual(handedOut('a', { left: 'profile.done', shown: shownContact(profile.contact), url: profile.url }));
		expect(gone).toEqual(handedOut('old', { left: 'profile.gone' }));
		expect(failed).toEqual(handedOut('nobody', { left: 'profile.failed' }));
		expect(carried.outputs[2]![0]!.json.input).toMatchObject({ contactId: 'nobody', ledger: { left: 'trigger.due' } });
		// Of no ledger, everything else is the same, and nothing more.
		const plain = await run(ids.map((contactId) => ({ contactId })), BARE);
		expect(plain.outputs.flat().some(({ json }) => 'ledger' in json)).toBe(false);
		const shape = (result: NodeResult) => without(result).map((output) => output.map((json) => omit(json, 'input', 'readAt')));
		expect(shape(carried)).toEqual(shape(plain));
	});

	test('the ledger has archived contacts looked for, whatever the switch says, and is told when they were changed last', async () => {
		intercomKnows(['there']);
		const wishes = ['archived', 'there', 'unasked'].map((contactId) => ({ contactId, ledger: handedOut(contactId, { findArchived: contactId !== 'unasked' }) }));
		const { outputs } = await run(wishes, BARE);
		expect(outputs.map((output) => output.map(({ json }) => json.contactId ?? (json.contact as IDataObject).id))).toEqual([['there', 'unasked'], ['archived'], []]);
		expect(outputs[1]![0]!.json).toMatchObject({ reason: 'archived', changedAtSeconds: 77, ledger: { left: 'profile.gone', url: expect.any(String) } });
		const plain = await run([{ contactId: 'archived' }], { ...BARE, findArchived: true });
		expect(plain.outputs[1]![0]!.json).toEqual({ contactId: 'archived', reason: 'archived', message: expect.any(String) });
	});

	test('what a list reads is not the record that asked for it', async () => {
		nock(API).post('/contacts/search').reply(200, { type: 'list', data: [contactBody('x')], total_count: 1, pages: {} });
		const { outputs } = await run([{ ledger: handedOut('a') }], { operation: 'getPage' });
		expect(outputs[0]!.map(({ json }) => [json.contactId, json.ledger])).toEqual([['x', undefined]]);
	});

	test('a page of profiles is carried on as each of them were read by Get Profile, and so is its end and its failure', async () => {
		const search = (data: object[], status = 200) => nock(API).post('/contacts/search').query(true).reply(status, { type: 'list', data, total_count: data.length, pages: {} });
		search([contactBody('x'), contactBody('y', { name: 'Joe' })]);
		const parameters = { operation: 'getPage', output: 'profiles', role: 'user' };
		const { outputs } = await run([{ ledger: handedOut('job') }], parameters);
		const profiles = outputs[0]!.map(({ json }) => json as unknown as Profile & { url: string });
		expect(profiles.map(({ contact }) => contact.id)).toEqual(['x', 'y']);
		expect(outputs[0]!.map(({ json }) => json.ledger)).toEqual(profiles.map(({ contact, url }) => handedOut('job', { left: 'profile.done', shown: shownContact(contact), url })));
		search([]);
		expect(ledgersOf(await run([{ ledger: handedOut('job') }], parameters))).toEqual([[handedOut('job', { left: 'profile.done' })], [], []]);
		search([], 403);
		expect(ledgersOf(await run([{ ledger: handedOut('job') }], parameters))).toEqual([[], [], [handedOut('job', { left: 'profile.failed' })]]);
		search([contactBody('x')]);
		expect((await run([{ hello: 'world' }], parameters)).outputs[0]!.some(({ json }) => 'ledger' in json)).toBe(false);
	});

	test('Set Xero Reference carries it on; what was only previewed keeps saying so', async () => {
		intercomKnows();
		const item = (left: string, more: IDataObject = {}) => ({ intercomId: 'nobody', xeroContactId: 'x', ledger: handedOut('nobody', { left }), ...more });
		const result = await run([item('upsert.synced'), item('preview.synced', { preview: true })], { operation: 'setXeroReference' });
		expect(ledgersOf(result)).toMatchObject([[{ left: 'preview.synced' }], [], [{ left: 'reference.failed' }]]);
	});
});

describe('Intercom to Xero Mapper', () => {
	const jane = { name: 'Jane Doe', email: 'jane@example.com' };
	const lastSync = { fingerprint: 'f', xeroContactId: 'c1', sourceUpdatedAt: 5, xeroUpdatedAt: 6, values: { Name: 'Jane' } };
	const remembered = { lastSync, decision: { do: 'bind', xeroContactId: 'c1', by: 'jo', at: 7 }, approved: true, uncertain: true };
	const segments = [{ id: '1', name: 'Trial' }, { id: '2', name: 'Paying' }, { id: '3', name: 'New' }];
	const item = (changes: IDataObject, person: Parameters<typeof profileOf>[0] = jane, more: IDataObject = {}): INodeExecutionData => {
		const profile = profileOf({ id: JANES_ID, ...person });
		return { json: { ...profile, segments, ...more, ledger: handedOut(profile.contact.id, changes) } as unknown as IDataObject };
	};
	const map = (items: INodeExecutionData[], parameters: INodeParameters = {}) => runNode({ type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson', ...parameters }, items });
	const recordIn = ({ outputs }: NodeResult) => outputs[0]!.map(({ json: { lastSync: last, decision, approved, uncertain } }) => ({ lastSync: last, decision, approved, uncertain }));
	const NOTHING = { lastSync: undefined, decision: undefined, approved: undefined, uncertain: undefined };

	test('every output carries it, and the record has what the ledger remembers', async () => {
		const result = await map([item(remembered), item(remembered, { ...jane, name: 'x'.repeat(256) }), item(remembered, { ...jane, role: 'lead' }), item({})]);
		expect(ledgersOf(result).map((output) => output.map((ledger) => (ledger as IDataObject).left))).toEqual([['mapper.mapped', 'mapper.mapped'], ['mapper.rejected'], ['mapper.skipped']]);
		expect(recordIn(result)).toEqual([remembered, NOTHING]);
	});

	test('whom a person never wants is skipped', async () => {
		const result = await map([item({ decision: { do: 'never', by: 'jo', at: 7 } })]);
		expect(result.outputs[2]).toMatchObject([{ json: { intercomId: JANES_ID, reason: 'neverSync', message: expect.stringContaining('never'), ledger: { left: 'mapper.skipped' } } }]);
	});

	test('what is remembered of one says nothing of another, nor of the same synced as another', async () => {
		const staff = { operation: 'mapContactToOrganisation' };
		expect(recordIn(await map([item({ ...remembered, id: 'other' }), item({ ...remembered, billTo: 'company' }), item({ ...remembered, kind: 'company' })]))).toEqual([NOTHING, NOTHING, NOTHING]);
		const inCompany = { ...jane, company: 'Acme' };
		// The time of the contact says nothing of its company's: never later than what was read of that, and kept beside it.
		const ofCompany = { ...remembered, lastSync: { ...remembered.lastSync, sourceUpdatedAt: 1, staffUpdatedAt: remembered.lastSync.sourceUpdatedAt } };
		expect(recordIn(await map([item({ ...remembered, billTo: 'company' }, inCompany), item(remembered, inCompany)], staff))).toEqual([ofCompany, NOTHING]);
		const company = { id: 'c9', name: 'Acme', website: 'acme.example' };
		const asCompany = await map(['c9', 'c8'].map((id) => ({ json: { ...company, ledger: handedOut(id, { kind: 'company', ...remembered }) } })), { operation: 'mapCompanyToOrganisation' });
		expect(recordIn(asCompany)).toEqual([remembered, NOTHING]);
	});

	test('the chosen segments a contact is in are carried where some are chosen and were read, whatever becomes of it', async () => {
		const segmentsOf = async (parameters: INodeParameters, more: IDataObject = {}) => ledgersOf(await map([item({}, jane, more), item({}, { ...jane, role: 'lead' }, more)], parameters)).flat().map((ledger) => (ledger as IDataObject).segments);
		expect(await segmentsOf({})).toEqual([undefined, undefined]);
		expect(await segmentsOf({ groupsAndNotes: { segments: 'trial, PAYING, other' } })).toEqual(['Paying, Trial', 'Paying, Trial']);
		expect(await segmentsOf({ syncWhom: 'segment', segments: 'new', groupsAndNotes: { segments: 'Trial' } })).toEqual(['New, Trial', 'New, Trial']);
		expect(await segmentsOf({ groupsAndNotes: { segments: '*' } })).toEqual(['New, Paying, Trial', 'New, Paying, Trial']);
		expect(await segmentsOf({ groupsAndNotes: { segments: 'Other' } })).toEqual(['', '']);
		expect(await segmentsOf({ groupsAndNotes: { segments: '*' } }, { segments: null })).toEqual([undefined, undefined]);
	});

	test('a node that goes on after a mistake carries it too', async () => {
		const { outputs } = await runNode({ type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson', syncWhom: 'tag', tags: '={{ "" }}' }, items: [item({})], onError: 'continueRegularOutput' });
		expect(outputs[1]).toMatchObject([{ json: { reason: 'mappingFailed', ledger: { left: 'mapper.rejected' } } }]);
	});
});
