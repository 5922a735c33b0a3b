import { omit } from 'es-toolkit';
import type { IDataObject } from 'n8n-workflow';
import { checkEntries } from '../../sandbox/kernel/specCheck';
import { allPages, calls, doneOf, run } from './contactPages';
import { intercom, jsons, standsIntercom } from './intercomStage';
import { runNode } from './runWorkflow';

/** Get Page of contacts as profiles, in n8n's engine against the stand-in. */
jest.setTimeout(120_000);
standsIntercom({ timezone: 'Australia/Sydney' });

describe('profiles', () => {
	const OFF = { companies: false, conversations: false, mergeHistory: false, owner: false, segments: false, tags: false };
	const ON = { companies: true, conversations: true, mergeHistory: true, owner: true, segments: true, tags: true };
	const PLACE = ['nextCursor', 'isLast', 'total', 'readAt'] as const;

	/** People with everything that a profile can hold. */
	function village(): string[] {
		const people = intercom.world.people();
		const [ownerId = null] = intercom.world.workspace().admins.keys();
		const ids = intercom.world.seedContacts(6, { leads: 0.2, spacingMs: 60_000 });
		const { id: companyId } = people.createCompany({ name: "O'Neill & Sons" });
		for (const id of ids.slice(1, 4)) people.attachCompany(id, companyId);
		people.updateContact(ids[2] ?? '', { name: '<b>Tom & Jerry</b>', ownerId, custom: { xero_contact_id: 'x1', xero_organisation_id: 'o1' } });
		for (let tag = 0; tag < 12; tag++) people.tag(ids[3] ?? '', `Tag ${tag}`);
		people.tag(ids[4] ?? '', 'R&D');
		people.addToSegment(ids[4] ?? '', 'Paying');
		people.mergeLeadIntoUser(ids[0] ?? '', ids[5] ?? '');
		people.startConversation(ids[5] ?? '', { subject: 'Hello' });
		return ids.slice(1);
	}

	test.each([['off', OFF], ['on', ON]])('are those of Get Profile, with everything switched %s; the mapper takes them alike', async (_, include) => {
		const ids = village();
		const pages = await allPages({ output: 'profiles', include, pageSize: 4 });
		const one = await doneOf({ include }, ids.map((contactId) => ({ contactId })), 'getProfile');
		expect(pages.map((item) => omit(item, PLACE))).toEqual(one.map((item) => omit(item, ['readAt'])));
		expect(pages.map((item) => (item.contact as IDataObject).name)).toContain('<b>Tom & Jerry</b>');
		expect(pages.map(({ total }) => total)).toEqual([5, 5, 5, 5, 5]);
		// What a search says may be as old as the search is slow.
		expect(pages.every(({ readAt }) => Number(readAt) <= Date.now() - 15 * 60_000)).toBe(true);
		const mapped = async (items: IDataObject[]) => {
			const { outputs } = await runNode({ type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson', syncWhom: 'all' }, items: items.map((json) => ({ json })) });
			return outputs.map((output) => output.map(({ json }) => ({ ...json, source: omit(json.source as IDataObject, ['readAt']) })));
		};
		const fromPages = await mapped(pages);
		expect(fromPages[0]).toHaveLength(5);
		expect(fromPages).toEqual(await mapped(one));
	});

	test('with nothing switched on they cost no call but the page, one for the count of leads with the first, and say which contacts were merged', async () => {
		const ids = village();
		const profiles = await doneOf({ output: 'profiles' });
		expect(calls()).toEqual(['POST /contacts/search', 'POST /contacts/search']);
		intercom.kernel.journal.clear();
		expect(await doneOf({ output: 'profiles', role: 'user' })).toHaveLength(5);
		expect(calls()).toEqual(['POST /contacts/search']);
		expect(profiles.at(-1)).toMatchObject({ contact: { id: ids.at(-1) }, previousIds: [expect.any(String)], companies: null, tags: null, segments: null, owner: null, conversations: null });
		expect(profiles[1]).toMatchObject({ xeroReference: { xero_contact_id: 'x1', xero_organisation_id: 'o1' }, workspaceId: 'sandbox1', url: expect.stringContaining(String(ids[1])) });
		intercom.kernel.journal.clear();
		expect((await doneOf({ output: 'profiles', include: { mergeHistory: false } })).at(-1)).toMatchObject({ previousIds: [] });
		expect(checkEntries(intercom.kernel.journal.list({ vendor: 'intercom' }))).toEqual([]);
	});

	test('all users come before the first lead, the oldest of each first, and each page says how many there are of both', async () => {
		const ids = intercom.world.seedContacts(700, { leads: 0.3 });
		const roles = new Map(ids.map((id) => [id, intercom.world.people().contact(id).role]));
		const seen = await allPages({ output: 'profiles' });
		const inOrder = (['user', 'lead'] as const).flatMap((role) => ids.filter((id) => roles.get(id) === role));
		expect(seen.map((item) => (item.contact as IDataObject).id)).toEqual(inOrder);
		expect(new Set(seen.map(({ total }) => total))).toEqual(new Set([700]));
		expect(checkEntries(intercom.kernel.journal.list({ vendor: 'intercom' }))).toEqual([]);
	});

	test('cost a call per contact for what is switched on only, and never read the contact again', async () => {
		const ids = village();
		const ofUsers = { output: 'profiles', role: 'user' };
		await doneOf({ ...ofUsers, include: { companies: true, owner: true } });
		// Three have a company, and one call names all owners.
		expect(calls().sort()).toEqual(['GET /admins', ...[ids[0], ids[1], ids[2]].map((id) => `GET /contacts/${id}/companies`), 'POST /contacts/search'].sort());
		intercom.kernel.journal.clear();
		await doneOf({ ...ofUsers, include: { tags: true } });
		// One call names all tags; the contact with twelve is asked for its own.
		expect(calls().sort()).toEqual(['GET /tags', `GET /contacts/${ids[2]}/tags`, 'POST /contacts/search'].sort());
	});

	test('named segments are known without a call for each contact; switched on, all of them are read', async () => {
		const ids = village();
		intercom.world.people().addToSegment(ids[3] ?? '', 'Trial');
		const namesOf = (items: IDataObject[]) => items.map(({ segments }) => (segments as IDataObject[]).map(({ name }) => name));
		expect(namesOf(await doneOf({ output: 'profiles', role: 'user', segments: 'paying' }))).toEqual([[], [], [], ['Paying'], []]);
		expect(calls()).toHaveLength(1 + 1 + 1);
		expect(namesOf(await doneOf({ output: 'profiles', segments: 'paying', include: { segments: true } }))[3]?.sort()).toEqual(['Paying', 'Trial']);
	});

	test('a contact that cannot be completed leaves by Failed alone, with its id and the place of the page', async () => {
		const ids = village();
		intercom.kernel.faults.add({ vendor: 'intercom', method: 'GET', path: `/contacts/${ids[1]}/companies`, kind: 'status', status: 404 });
		const { outputs } = await run({ output: 'profiles', include: { companies: true } });
		expect(outputs.map(({ length }) => length)).toEqual([4, 0, 1]);
		expect(jsons(outputs[2])).toMatchObject([{ contactId: ids[1], isLast: true, nextCursor: null, total: 5 }]);
	});

	test('what would meet every contact fails the page as one: nothing of it leaves by Done', async () => {
		village();
		intercom.world.app().permissions.delete('read_conversations');
		const { outputs } = await run({ output: 'profiles', include: { conversations: true } });
		expect(outputs.map(({ length }) => length)).toEqual([0, 0, 1]);
		expect(jsons(outputs[2])).toMatchObject([{ class: 'auth', contactId: null }]);
	});
});
