import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import type { FaultRule } from '../../sandbox/kernel/faults';
import type { Person } from '../sandbox/upsert/people';
import { withoutJitter } from './hermetic';
import type { NodeResult } from './runWorkflow';

/** Set SEED to play another world; a failure prints the seed it had. */
const SEED = Number(process.env.SEED ?? 20_261_123);
export const RUNS = Number(process.env.RUNS ?? 20);

/** A file that plays worlds of faults: with time enough, its seed in the log, and no jitter. */
export function playsWorlds(): void {
	jest.setTimeout(60_000);
	beforeAll(() => console.info(`everyItemOnce: SEED=${SEED} RUNS=${RUNS}`));
	withoutJitter();
}

export const settings = { seed: SEED, numRuns: RUNS, endOnFailure: true } as const;

type Vendor = FaultRule['vendor'];

/** What may go wrong, how often, and with what kind of request. Waits are long enough to be handed back at once. */
export const faultsOf = (vendor: Vendor) => {
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

export const ids = fc.integer({ min: 1, max: 6 }).map((number) => number.toString(16).padStart(24, '6961d4041c1e12de4c54'));

/** Few ids, names and emails: records come twice, share a name, share an email. */
export const person: fc.Arbitrary<Person> = fc.record({
	id: ids,
	name: fc.constantFrom('Jane Doe', 'Jane Doe', 'John Roe', 'Acme Pty Ltd'),
	email: fc.constantFrom('jane@example.com', 'JANE@example.com', 'john@example.com', null),
	phone: fc.constantFrom(null, '(02) 9374 4000', '0412 345 678'),
	role: fc.constantFrom('user' as const, 'user' as const, 'lead' as const),
	createdAt: fc.integer({ min: 1_700_000_000, max: 1_700_000_003 }),
	updatedAt: fc.integer({ min: 1_760_000_000, max: 1_760_000_003 }),
	company: fc.constantFrom(undefined, 'Acme'),
});

export const garbage: fc.Arbitrary<INodeExecutionData> = fc
	.dictionary(fc.constantFrom('intercomId', 'error', 'xero', 'match', 'contact', 'contactId', 'id', 'x'), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 })
	.map((json) => ({ json }) as INodeExecutionData);

const spoiled = (item: fc.Arbitrary<INodeExecutionData>): fc.Arbitrary<INodeExecutionData> =>
	fc.tuple(item, fc.constantFrom('xero', 'match', 'previousIds', 'source', 'contact', 'contactId', 'companies', 'xeroReference', 'tags'), fc.jsonValue({ maxDepth: 2 })).map(([{ json }, key, value]) => ({ json: { ...json, [key]: value } }) as INodeExecutionData);

export const batchOf = (item: fc.Arbitrary<INodeExecutionData>) =>
	fc.array(fc.oneof({ arbitrary: item, weight: 6 }, { arbitrary: spoiled(item), weight: 1 }, { arbitrary: garbage, weight: 1 }), { minLength: 1, maxLength: 12 });

export function expectEachOnce({ outputs, error }: NodeResult, inputs: number): void {
	expect(error).toBeUndefined();
	const left = outputs.flat();
	const from = left.map(({ pairedItem }) => (pairedItem as { item: number }).item).sort((a, b) => a - b);
	expect(from).toEqual(Array.from({ length: inputs }, (_, index) => index));
	expect(left.filter((item) => 'error' in item || 'error' in item.json)).toEqual([]);
	// The safety nets for mistakes of ours: nothing should ever fall into them.
	expect(left.filter(({ json }) => ['unexpected', 'noOutcome'].includes(String(json.reason)))).toEqual([]);
}
