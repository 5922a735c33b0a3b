import type { IDataObject } from 'n8n-workflow';
import { checkEntries, specPresent } from '../../sandbox/kernel/specCheck';
import { switchNames, definitionOf } from '../../sandbox/switches/switches';
import { anotherWorkspace, run } from './contactsById';
import { intercom, standsIntercom } from './intercomStage';

// Many runs of the engine in one test, on machines with other things to do.
jest.setTimeout(60_000);
standsIntercom();
beforeEach(anotherWorkspace);

/** A user with one of everything. */
function busyContact() {
	const people = intercom.world.people();
	const jane = people.createContact({ email: 'jane@acme.example', name: 'Jane Doe' });
	people.attachCompany(jane.id, people.createCompany({ name: 'Acme' }).id);
	people.tag(jane.id, 'vip');
	people.startConversation(jane.id, { subject: 'Invoice' });
	return jane;
}

test('a profile with one of everything, under both answers of every unknown', async () => {
	// A token of another region is refused, as it should be.
	const names = switchNames().filter((name) => name.startsWith('intercom.') && name !== 'intercom.wrongRegion');
	for (const name of names) {
		for (const value of definitionOf(name).values) {
			intercom.world.reset();
			intercom.kernel.switches.reset();
			intercom.kernel.switches.set(name, value as never);
			const { outputs } = await run([busyContact().id]);
			expect({ name, value, failed: outputs[2]?.map(({ json }) => json.message) }).toEqual({ name, value, failed: [] });
			expect(outputs[0]?.[0]?.json).toMatchObject({
				contact: { role: 'user', email: 'jane@acme.example' },
				companies: [{ name: 'Acme' }],
				tags: [{ name: 'vip' }],
				conversations: { count: 1 },
			});
		}
	}
});

test('a lead that became a user: the old id is Gone with its winner, the winner knows the old id', async () => {
	const people = intercom.world.people();
	const lead = people.createContact({ role: 'lead', email: 'jane@acme.example' });
	const user = people.createContact({ email: 'jane@acme.example' });
	people.mergeLeadIntoUser(lead.id, user.id);
	const { outputs } = await run([lead.id, user.id]);
	expect(outputs[1]?.[0]?.json).toMatchObject({ contactId: lead.id, reason: 'merged', winnerId: user.id });
	expect(outputs[0]?.[0]?.json).toMatchObject({ previousIds: [lead.id] });
});

test('Prepare makes an empty workspace ready, and a second run finds it so', async () => {
	const prepare = () => run(['none'], { resource: 'workspace', operation: 'prepare' });
	for (const made of [8, 0]) {
		intercom.kernel.journal.clear();
		expect((await prepare()).outputs[0]?.[0]?.json).toMatchObject({ ready: true });
		expect(intercom.kernel.journal.list({ method: 'POST' }).filter(({ path }) => path === '/data_attributes')).toHaveLength(made);
	}
});

test('Prepare makes the attributes for what only Xero knows when it is asked to', async () => {
	const { outputs } = await run(['none'], { resource: 'workspace', operation: 'prepare', whatOnlyXeroKnows: true });
	expect(outputs[0]?.[0]?.json).toMatchObject({ ready: true });
	const made = intercom.kernel.journal.list({ method: 'POST' }).filter(({ path }) => path === '/data_attributes');
	expect(made).toHaveLength(16);
});

test('a revoked token gives one clear message after one call', async () => {
	const ids = intercom.world.seedContacts(12);
	intercom.world.setTokens('revoked');
	const { outputs } = await run(ids);
	expect(outputs[2]).toHaveLength(12);
	expect(outputs[2]?.[0]?.json).toMatchObject({ class: 'auth', nextStep: expect.stringContaining('credential') });
	expect(intercom.kernel.journal.list({ vendor: 'intercom' })).toHaveLength(1);
});

test('every request fits the vendor\'s published description', async () => {
	if (!specPresent('intercom')) console.warn('NOT TESTED: Intercom\'s OpenAPI description is not on this machine');
	const { id } = busyContact();
	await run([id]);
	await run([id], { operation: 'setXeroReference' }, { xeroContactId: 'x1' });
	await run([id], { resource: 'workspace', operation: 'prepare' });
	await run([intercom.world.people().createCompany({ name: 'Beta' }).id], { resource: 'company', operation: 'setXeroReference' }, { xeroContactId: 'x1' });
	const entries = intercom.kernel.journal.list({ vendor: 'intercom' });
	expect(entries.length).toBeGreaterThan(12);
	expect(checkEntries(entries)).toEqual([]);
	expect(entries.every(({ headers }) => headers['intercom-version'] === '2.16' && headers.accept === 'application/json')).toBe(true);
});

test('a contact is named by the email of a user or the address of its page, too; a lead is not found by its email', async () => {
	const people = intercom.world.people();
	const jane = people.createContact({ email: 'jane@acme.example', name: 'Jane Doe' });
	people.createContact({ role: 'lead', email: 'visitor@acme.example', name: 'Visitor' });
	const given = ['jane@acme.example', `https://app.intercom.com/a/apps/abc123de/users/${jane.id}/all-conversations`, 'visitor@acme.example', 'two words@acme.example'];
	const { outputs } = await run(given);
	expect(outputs[0]!.map(({ json, pairedItem }) => [(json.contact as IDataObject).id, pairedItem])).toEqual([[jane.id, { item: 0 }], [jane.id, { item: 1 }]]);
	expect(outputs[2]!.map(({ json }) => json.reason)).toEqual(['contactEmailUnknown', 'contactIdInvalid']);
});
