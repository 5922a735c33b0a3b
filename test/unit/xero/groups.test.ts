import { contactFrom } from '../../../lib/xero/contact/contactFrom';
import { ContactDirectory } from '../../../lib/xero/directory/contactDirectory';
import { addMembers, createGroup, getGroups, removeMember } from '../../../lib/xero/api/groupEndpoints';
import { addHistory, getHistory } from '../../../lib/xero/api/historyEndpoints';
import { createContacts } from '../../../lib/xero/api/endpoints';
import { ShortMemory } from '../../../lib/http/shortMemory';
import { getUsers } from '../../../lib/xero/contact/users';
import { NoAnswer } from '../../../lib/http/transport';
import { scriptedXero } from './scriptedXero';

const VIP = { ContactGroupID: 'g1', Name: 'Tag: VIP' };

test('the groups of a contact are read with their ids and names alone; odd ones and deleted ones are none', () => {
	const read = contactFrom({ ContactID: 'A', ContactGroups: [{ ...VIP, ContactGroupID: 'G1', Contacts: [], Status: 'ACTIVE' }, { Name: 'no id' }, null, { ...VIP, Status: 'DELETED' }] });
	expect(read.ContactGroups).toEqual([VIP]);
	expect(contactFrom({ ContactID: 'A', ContactGroups: 'x' }).ContactGroups).toBeUndefined();
});

test('a write answer does not make the directory forget the groups; a read that shows none does', () => {
	const directory = new ContactDirectory();
	directory.put({ ContactID: 'a', ContactGroups: [VIP] });
	directory.put({ ContactID: 'a', Name: 'Jane' });
	expect(directory.byId('a')).toMatchObject({ Name: 'Jane', ContactGroups: [VIP] });
	directory.setGroups('A', [VIP, { ContactGroupID: 'g2', Name: 'Tag: B' }]);
	expect(directory.byId('a')?.ContactGroups).toHaveLength(2);
	directory.put({ ContactID: 'a', ContactGroups: [] });
	expect(directory.byId('a')?.ContactGroups).toBeUndefined();
});

test('what the answer to a write says of groups is not believed', async () => {
	const { client } = scriptedXero(() => ({ body: { Contacts: [{ ContactID: 'a', ContactGroups: [] }] } }));
	expect(await createContacts(client, [{}], 'key')).toMatchObject({ ok: true, value: [{ ContactID: 'a' }] });
	const result = await createContacts(client, [{}], 'key');
	expect(result.ok && Object.keys(result.value[0]!)).toEqual(['ContactID']);
});

test('an answer without the list of groups, users or history is no empty list', async () => {
	const { client } = scriptedXero(() => ({ body: {} }));
	for (const result of [await getGroups(client), await getUsers(client), await getHistory(client, 'a')]) {
		expect(result).toMatchObject({ ok: false, failure: { class: 'transient', reason: 'xeroUnreadableAnswer' } });
	}
});

test('a lost create of a group and a lost note are uncertain, a lost add or removal may be sent again', async () => {
	const { client } = scriptedXero(() => new NoAnswer('network', 'reset'));
	expect(await createGroup(client, 'Tag: A', 'k')).toMatchObject({ failure: { class: 'uncertain' } });
	expect(await addHistory(client, 'a', ['x'], 'k')).toMatchObject({ failure: { class: 'uncertain' } });
	expect(await addMembers(client, 'g1', ['a'])).toMatchObject({ failure: { class: 'transient', retryable: true } });
	expect(await removeMember(client, 'g1', 'a')).toMatchObject({ failure: { class: 'transient', retryable: true } });
});

test('a contact that is not in the group, or a group that is gone, is as good as removed; 204 is an answer', async () => {
	expect(await removeMember(scriptedXero(() => ({ status: 404, body: '<html>' })).client, 'g1', 'a')).toMatchObject({ ok: true });
	expect(await removeMember(scriptedXero(() => ({ status: 204 })).client, 'g1', 'a')).toMatchObject({ ok: true });
});

test('users without an email or removed ones own nothing; a name that is missing is the email', async () => {
	const Users = [
		{ EmailAddress: 'a@x.example', FirstName: 'Ann', LastName: ' Lee ' },
		{ EmailAddress: 'b@x.example', FirstName: '', LastName: null },
		{ EmailAddress: 'c@x.example', FirstName: 'Cid', OrganisationRole: 'REMOVED' },
		{ FirstName: 'Nobody' },
		null,
	];
	const { client } = scriptedXero(() => ({ body: { Users } }));
	expect(await getUsers(client)).toMatchObject({ ok: true, value: [{ email: 'a@x.example', name: 'Ann Lee' }, { email: 'b@x.example', name: 'b@x.example' }] });
});

test.each([401, 403])('a refusal of the users with %i names the scope and what to do', async (status) => {
	const { client, sent } = scriptedXero(() => ({ status, body: {} }));
	expect(await getUsers(client)).toMatchObject({
		ok: false,
		failure: { class: 'auth', reason: 'xeroScopeMissing', message: expect.stringContaining('accounting.settings.read'), nextStep: expect.stringContaining('accounting.settings.read') },
	});
	expect(sent).toHaveLength(1);
});

test('a short memory forgets by age, by number and when told', () => {
	const memory = new ShortMemory<number>(1_000);
	memory.keep('a', 1, 0);
	expect([memory.recall('a', 1_000), memory.recall('a', 1_001), memory.recall('b', 0)]).toEqual([1, undefined, undefined]);
	for (let index = 0; index < 100; index++) memory.keep(`k${index}`, index, 0);
	expect([memory.recall('a', 0), memory.recall('k0', 0)]).toEqual([undefined, 0]);
	memory.forget('k0');
	expect(memory.recall('k0', 0)).toBeUndefined();
});
