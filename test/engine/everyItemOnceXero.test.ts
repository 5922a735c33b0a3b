import './engineEnvironment';
import './impatientTransport';
import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox';
import { batchOf, expectEachOnce, faultsOf, ids, person, playsWorlds, settings } from './everyItemOnce';
import { itemOf, openXero } from './xeroSandbox';

playsWorlds();

describe('Xero Contact Upsert', () => {
	const batches = batchOf(person.map((one) => itemOf({ ...one, email: one.email ?? null })));
	const present = fc.array(fc.record({ Name: fc.constantFrom('Jane Doe', 'John Roe', 'Someone'), EmailAddress: fc.constantFrom('jane@example.com', 'john@example.com', ''), ContactNumber: fc.oneof(ids, fc.constantFrom('', 'CRM-77')), ContactStatus: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'ARCHIVED' as const) }), { maxLength: 4 });
	const options = fc.record({ batchSize: fc.constantFrom(1, 3, 50), matchByName: fc.boolean(), nameTaken: fc.constantFrom('suffix', 'review', 'fail'), numberOfAnotherSystem: fc.constantFrom('review', 'bind') });

	test.each(['createOrUpdate', 'preview'])('%s: every item leaves exactly once, paired, whatever Xero answers', async (operation) => {
		const tally = new Set<string>();
		await fc.assert(
			fc.asyncProperty(batches, present, options, faultsOf('xero'), fc.nat(), async (items, contacts, chosen, faults, seed) => {
				const xero = await openXero({ seed });
				xero.sandbox.xero.organisation().seedContacts(contacts);
				for (const fault of faults) xero.sandbox.faults.add(fault);
				// What this process remembers of other worlds would hide this one; the second time it remembers this one.
				for (const compareAlways of [true, false]) {
					const result = await xero.upsert(items, { operation, options: { ...chosen, compareAlways, maxWaitSeconds: 0 } });
					expectEachOnce(result, items.length);
					result.outputs.forEach((output) => output.forEach(({ json }) => tally.add(String(json.outcome))));
				}
				await xero.sandbox.stop();
				if (operation === 'preview') expect(xero.sandbox.xero.changes).toEqual([]);
				expectNobodyTwice(xero.sandbox);
			}),
			settings,
		);
		// Runs in which nothing ever succeeds, or nothing ever fails, would prove little.
		expect([...tally]).toEqual(expect.arrayContaining([operation === 'preview' ? 'preview' : 'created', 'failed', 'review']));
	});

	test.each(['archive', 'note'])('archive (%s): every item leaves exactly once, paired, and nobody but its own contact is archived', async (action) => {
		const tally = new Set<string>();
		const knownIds = fc.constantFrom('={{ $json.xeroContactId }}', '={{ $json.known }}', '11111111-1111-4111-8111-111111111111');
		await fc.assert(
			fc.asyncProperty(batches, present, knownIds, faultsOf('xero'), fc.nat(), async (items, contacts, xeroContactId, faults, seed) => {
				const xero = await openXero({ seed });
				const [known] = xero.sandbox.xero.organisation().seedContacts(contacts);
				for (const fault of faults) xero.sandbox.faults.add(fault);
				const given = items.map((item, position) => ({ ...item, json: { ...item.json, ...(position % 3 === 0 && { known }) } }));
				for (let time = 0; time < 2; time++) {
					const result = await xero.upsert(given, { operation: 'archive', action, xeroContactId, options: { maxWaitSeconds: 0 } });
					expectEachOnce(result, items.length);
					result.outputs.forEach((output) => output.forEach(({ json }) => tally.add(String(json.outcome))));
				}
				await xero.sandbox.stop();
				expectOnlyOwnArchived(xero.sandbox, action, items);
			}),
			settings,
		);
		expect([...tally]).toEqual(expect.arrayContaining(['updated', 'unchanged', 'failed', 'review']));
	});

	test('getContacts: every item leaves exactly once, paired, whatever it asks for and whatever Xero answers', async () => {
		const left = new Set<number>();
		const wanted = fc.array(fc.oneof({ arbitrary: fc.nat(3), weight: 4 }, { arbitrary: fc.constantFrom<unknown>('', 'x', null, 7, '11111111-1111-4111-8111-111111111111', '00000000-0000-0000-0000-000000000000'), weight: 1 }), { minLength: 1, maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(wanted, present, faultsOf('xero'), fc.nat(), async (asked, contacts, faults, seed) => {
				const xero = await openXero({ seed });
				const known = xero.sandbox.xero.organisation().seedContacts(contacts);
				for (const fault of faults) xero.sandbox.faults.add(fault);
				const items = asked.map((one) => ({ json: { xeroContactId: typeof one === 'number' ? (known[one] ?? '') : one } }) as INodeExecutionData);
				const result = await xero.upsert(items, { operation: 'getContacts', options: { maxWaitSeconds: 0 } });
				expectEachOnce(result, items.length);
				result.outputs.forEach((output, index) => output.forEach(({ json }) => {
					left.add(index);
					// Never somebody else's contact.
					if (index === 0) expect((json.xeroContact as { ContactID: string }).ContactID).toBe(json.xeroContactId);
				}));
				await xero.sandbox.stop();
				expect(xero.sandbox.xero.changes).toEqual([]);
			}),
			settings,
		);
		expect([...left].sort()).toEqual([0, 2]);
	});

	test('account: every item leaves exactly once, paired, and entries without our mark stay as they are', async () => {
		const tally = new Set<string>();
		const parameters = { operation: 'account', code: '={{ String($json.intercomId ?? "").slice(-5) }}', name: '={{ $json.xero?.Name }}', options: { maxWaitSeconds: 0 } };
		await fc.assert(
			fc.asyncProperty(batches, faultsOf('xero'), fc.nat(), async (items, faults, seed) => {
				const xero = await openXero({ seed });
				xero.grant('accounting.settings');
				const { accounts } = xero.sandbox.xero.organisation();
				const before = structuredClone(accounts);
				for (const fault of faults) xero.sandbox.faults.add(fault);
				for (let time = 0; time < 2; time++) {
					const result = await xero.upsert(items, parameters);
					expectEachOnce(result, items.length);
					result.outputs.forEach((output) => output.forEach(({ json }) => tally.add(String(json.outcome))));
				}
				await xero.sandbox.stop();
				expect(accounts.slice(0, before.length)).toEqual(before);
				const marks = accounts.slice(before.length).map(({ Description }) => Description);
				expect(new Set(marks).size).toBe(marks.length);
			}),
			settings,
		);
		expect([...tally]).toEqual(expect.arrayContaining(['created', 'unchanged', 'failed', 'review']));
	});
});

/** Whoever was archived through the API carries the number of an item; a note archives nobody. */
function expectOnlyOwnArchived({ xero }: Sandbox, action: string, items: readonly INodeExecutionData[]): void {
	expect(xero.changes.filter(({ field }) => field !== 'ContactStatus')).toEqual([]);
	const archived = xero.changes.map(({ contactId }) => xero.organisation().contact(contactId)?.ContactNumber);
	const wanted: unknown[] = items.flatMap(({ json }) => [json.contactId, json.companyId, json.intercomId]);
	expect(archived.filter((number) => action === 'note' || !wanted.includes(number))).toEqual([]);
}

/** Two new contacts with one number would be one person with two invoices. */
function expectNobodyTwice({ xero }: Sandbox): void {
	const made = new Set(xero.changes.filter(({ created }) => created).map(({ contactId }) => contactId));
	const numbers = xero.organisation().allContacts().filter(({ ContactID }) => made.has(ContactID)).map(({ ContactNumber }) => ContactNumber);
	expect(new Set(numbers).size).toBe(numbers.length);
}
