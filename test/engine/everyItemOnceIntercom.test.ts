import './engineEnvironment';
import './impatientTransport';
import fc from 'fast-check';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/start';
import { expectEachOnce, faultsOf, garbage, playsWorlds, settings } from './everyItemOnce';
import { runNode } from './runWorkflow';

playsWorlds();

describe('Intercom Contacts', () => {
	let sandbox: Sandbox;
	let known: string[];
	let knownCompanies: string[];
	beforeAll(async () => (sandbox = await startSandbox()));
	afterAll(async () => await sandbox.stop());

	/** Two contacts and one nobody knows; a company, one that is deleted, and one nobody knows. */
	function refill(): void {
		sandbox.reset();
		const people = sandbox.intercom.people();
		const jane = people.createContact({ email: 'jane@acme.example', name: 'Jane Doe' });
		const lead = people.createContact({ role: 'lead', name: 'Visitor' });
		const acme = people.createCompany({ name: 'Acme' });
		people.attachCompany(jane.id, acme.id);
		const closed = people.createCompany({ name: 'Closed' });
		people.deleteCompany(closed.id);
		known = [jane.id, lead.id, '6961d4041c1e12de4c54ffff'];
		knownCompanies = [acme.id, closed.id, '6961d4041c1e12de4c54fffe'];
	}

	const run = (items: INodeExecutionData[], parameters: INodeParameters) =>
		runNode({
			type: 'intercomContacts',
			items,
			parameters,
			// By hand a wrong set-up stops the node, see leaving.test.ts.
			mode: 'trigger',
			credentials: { intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: sandbox.intercomUrl } },
		});

	const item = fc.record({ position: fc.nat(2), topic: fc.constantFrom('contact.user.updated', 'contact.deleted', 'company.deleted', undefined), withXero: fc.boolean() });

	test.each<[string, INodeParameters]>([
		['Contact: Get Profile', { resource: 'contact', operation: 'getProfile' }],
		['Contact: Set Xero Reference', { resource: 'contact', operation: 'setXeroReference' }],
		['Company: Get', { resource: 'company', operation: 'get' }],
		['Company: Set Xero Reference', { resource: 'company', operation: 'setXeroReference' }],
	])('%s: every item leaves exactly once, paired, whatever Intercom answers', async (_, parameters) => {
		const tally = [0, 0, 0];
		const batches = fc.array(fc.oneof({ arbitrary: item, weight: 5 }, { arbitrary: garbage, weight: 1 }), { minLength: 1, maxLength: 10 });
		await fc.assert(
			fc.asyncProperty(batches, faultsOf('intercom'), async (batch, faults) => {
				refill();
				for (const fault of faults) sandbox.faults.add(fault);
				const items = batch.map((one) => ('json' in one ? one : itemFor(one, parameters.resource === 'company')));
				const result = await run(items, parameters);
				expectEachOnce(result, items.length);
				result.outputs.forEach((output, index) => (tally[index]! += output.length));
			}),
			settings,
		);
		expect(Math.min(tally[0]!, tally[2]!)).toBeGreaterThan(0);
	});

	function itemFor({ position, topic, withXero }: { position: number; topic: string | undefined; withXero: boolean }, ofCompany: boolean): INodeExecutionData {
		const id = (ofCompany ? knownCompanies : known)[position]!;
		return { json: { [ofCompany ? 'companyId' : 'contactId']: id, intercomId: id, ...(topic && { topic }), ...(withXero && { xeroContactId: 'x1', organisationId: 'o1' }) } };
	}

	test('Prepare: one item leaves for all, paired with each of them, whatever Intercom answers', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 4 }), faultsOf('intercom'), async (count, faults) => {
				refill();
				for (const fault of faults) sandbox.faults.add(fault);
				const { outputs, error } = await run(Array.from({ length: count }, () => ({ json: {} })), { resource: 'workspace', operation: 'prepare' });
				expect(error).toBeUndefined();
				expect(outputs.flat().map(({ pairedItem }) => pairedItem)).toEqual([Array.from({ length: count }, (_, position) => ({ item: position }))]);
			}),
			settings,
		);
	});
});
