import './engineEnvironment';
import fc from 'fast-check';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../sandbox/kernel/faults';
import type { Sandbox } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/start';
import type * as transportModule from '../../nodes/shared/authenticatedTransport';
import { profileOf, type Person } from '../sandbox/upsert/people';
import { runNode, type NodeResult } from './runWorkflow';
import { itemOf, openXero } from './xeroSandbox';

/** Set SEED to play another world; a failure prints the seed it had. */
const SEED = Number(process.env.SEED ?? 20_261_123);
const RUNS = Number(process.env.RUNS ?? 20);

/** A vendor that never answers is given up after a quarter of a second; the product waits half a minute. */
jest.mock('../../nodes/shared/authenticatedTransport', () => {
	const actual = jest.requireActual<typeof transportModule>('../../nodes/shared/authenticatedTransport');
	const authenticatedTransport: typeof actual.authenticatedTransport = (...given) => {
		const transport = actual.authenticatedTransport(...given);
		return async (request) => await transport({ ...request, timeoutMs: 250 });
	};
	return { ...actual, authenticatedTransport };
});

jest.setTimeout(60_000);
beforeAll(() => {
	console.info(`everyItemOnce: SEED=${SEED} RUNS=${RUNS}`);
	// No jitter: what is tried again is tried again at once.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(() => jest.restoreAllMocks());

const settings = { seed: SEED, numRuns: RUNS, endOnFailure: true } as const;

type Vendor = FaultRule['vendor'];

/** What may go wrong, how often, and with what kind of request. Waits are long enough to be handed back at once. */
const faultsOf = (vendor: Vendor) => {
	const far = vendor === 'xero' ? { 'retry-after': '3600' } : { 'x-ratelimit-reset': '99999999999' };
	const kind = fc.oneof(
		fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(400, 401, 403, 404, 409, 412, 413, 500, 501, 502, 503), body: fc.constantFrom<unknown>(undefined, '', '<html></html>', {}, [], { Type: 'ValidationException', Message: 'no' }) }),
		fc.record({ kind: fc.constant('status' as const), status: fc.constant(200), body: fc.constantFrom<unknown>({}, [], { Contacts: [] }, { Contacts: [{}] }, { Contacts: [null, 5, { ContactID: 7 }] }, { type: 'contact' }, 'OK') }),
		fc.constantFrom({ kind: 'resetBefore' as const }, { kind: 'resetAfter' as const }, { kind: 'brokenJson' as const }, { kind: 'html404' as const }),
		fc.constantFrom({ kind: 'timeout' as const, times: 1 }, { kind: 'timeout' as const, act: true, times: 1 }),
		fc.constant({ kind: 'empty429' as const, headers: far }),
	);
	const aim = fc.record({ probability: fc.constantFrom(0.05, 0.3, 0.6, 1), method: fc.constantFrom(undefined, 'GET', 'PUT', 'POST'), skip: fc.nat(3) });
	return fc.array(
		fc.tuple(kind, aim).map(([what, where]) => ({ vendor, ...where, ...what }) as FaultRule),
		{ maxLength: 3 },
	);
};

const ids = fc.integer({ min: 1, max: 6 }).map((number) => number.toString(16).padStart(24, '6961d4041c1e12de4c54'));

/** Few ids, names and emails: records come twice, share a name, share an email. */
const person: fc.Arbitrary<Person> = fc.record({
	id: ids,
	name: fc.constantFrom('Jane Doe', 'Jane Doe', 'John Roe', 'Acme Pty Ltd'),
	email: fc.constantFrom('jane@example.com', 'JANE@example.com', 'john@example.com', null),
	phone: fc.constantFrom(null, '(02) 9374 4000', '0412 345 678'),
	role: fc.constantFrom('user' as const, 'user' as const, 'lead' as const),
	createdAt: fc.integer({ min: 1_700_000_000, max: 1_700_000_003 }),
	updatedAt: fc.integer({ min: 1_760_000_000, max: 1_760_000_003 }),
	company: fc.constantFrom(undefined, 'Acme'),
});

const garbage: fc.Arbitrary<INodeExecutionData> = fc
	.dictionary(fc.constantFrom('intercomId', 'error', 'xero', 'match', 'contact', 'contactId', 'id', 'x'), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 })
	.map((json) => ({ json }) as INodeExecutionData);

const spoiled = (item: fc.Arbitrary<INodeExecutionData>): fc.Arbitrary<INodeExecutionData> =>
	fc.tuple(item, fc.constantFrom('xero', 'match', 'previousIds', 'source', 'contact', 'contactId', 'companies', 'xeroReference', 'tags'), fc.jsonValue({ maxDepth: 2 })).map(([{ json }, key, value]) => ({ json: { ...json, [key]: value } }) as INodeExecutionData);

const batchOf = (item: fc.Arbitrary<INodeExecutionData>) =>
	fc.array(fc.oneof({ arbitrary: item, weight: 6 }, { arbitrary: spoiled(item), weight: 1 }, { arbitrary: garbage, weight: 1 }), { minLength: 1, maxLength: 12 });

function expectEachOnce({ outputs, error }: NodeResult, inputs: number): void {
	expect(error).toBeUndefined();
	const left = outputs.flat();
	const from = left.map(({ pairedItem }) => (pairedItem as { item: number }).item).sort((a, b) => a - b);
	expect(from).toEqual(Array.from({ length: inputs }, (_, index) => index));
	expect(left.filter((item) => 'error' in item || 'error' in item.json)).toEqual([]);
	// The safety nets for mistakes of ours: nothing should ever fall into them.
	expect(left.filter(({ json }) => ['unexpected', 'noOutcome'].includes(String(json.reason)))).toEqual([]);
}

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
