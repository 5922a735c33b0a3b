import './engineEnvironment';
import './impatientTransport';
import fc from 'fast-check';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { profileOf } from '../sandbox/upsert/people';
import { batchOf, expectEachOnce, person, playsWorlds, RUNS, settings } from './everyItemOnce';
import { runNode } from './runWorkflow';

playsWorlds();

describe('Intercom to Xero Mapper', () => {
	const profiles = batchOf(person.map((one) => ({ json: structuredClone(profileOf(one)) as unknown as INodeExecutionData['json'] })));
	const parameters = fc.constantFrom<INodeParameters>(
		{ syncWhom: 'everyone' },
		{ syncWhom: 'usersWithEmail', options: { unreadablePhone: 'reject' } },
		{ mapping: 'custom', fields: { mappingMode: 'defineBelow', value: { Name: '={{ $json.contact.name }}', EmailAddress: '={{ $json.contact.email.trim() }}' }, matchingColumns: [], schema: [] } },
	);

	test('Map Contact to Person: every item leaves exactly once, paired, whatever it holds', async () => {
		await fc.assert(
			fc.asyncProperty(profiles, parameters, async (items, chosen) => {
				expectEachOnce(await runNode({ type: 'intercomToXeroMapper', parameters: { operation: 'mapContactToPerson', ...chosen }, items }), items.length);
			}),
			{ ...settings, numRuns: 3 * RUNS },
		);
	});
});

describe('Xero to Intercom Mapper', () => {
	const contact = fc.record({ ContactID: fc.constantFrom('c1', '', '11111111-1111-4111-8111-111111111111'), Name: fc.constantFrom('Jane Doe', 'x'.repeat(256)), FirstName: fc.constantFrom('Jane', '', 'x'.repeat(256)), Phones: fc.jsonValue({ maxDepth: 2 }) });
	const ledger = fc.option(fc.record({ kind: fc.constantFrom('contact', 'company', 'x'), billTo: fc.constantFrom('person', 'company'), decision: fc.constantFrom(null, { do: 'never' }, 7), lastSync: fc.jsonValue({ maxDepth: 2 }), why: fc.constantFrom('changedInXero', 'balances') }), { nil: undefined });
	const items = batchOf(fc.tuple(contact, ledger).map(([xeroContact, carried]) => ({ json: { xeroContact, ...(carried && { ledger: carried }) } }) as unknown as INodeExecutionData));

	test('Map Contact: every item leaves exactly once, paired, whatever it holds', async () => {
		const left = new Set<number>();
		await fc.assert(
			fc.asyncProperty(items, fc.constantFrom('recommended', 'custom'), async (given, mapping) => {
				const attributes = { assignment: [{ attribute: { __rl: true, mode: 'name', value: 'account' }, xeroField: 'Name', as: 'text' }] };
				const result = await runNode({ type: 'xeroToIntercomMapper', parameters: { operation: 'mapContact', mapping, attributes, options: { unusableValue: 'reject' } }, items: given });
				expectEachOnce(result, given.length);
				result.outputs.forEach((output, index) => output.forEach(() => left.add(index)));
			}),
			{ ...settings, numRuns: 3 * RUNS },
		);
		expect([...left].sort()).toEqual([0, 1, 2]);
	});
});
