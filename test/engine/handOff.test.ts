import './engineEnvironment';
import { ManualExecutionCancelledError, OperationalError, UserError, type IRun, type ITriggerFunctions } from 'n8n-workflow';
import type { Ending } from '../../lib/ledger/emitter/flight';
import type { Batch } from '../../lib/ledger/emitter/setup';
import { handOff, outputsOf } from '../../nodes/SyncLedgerTrigger/handOff';

/** What n8n tells of an execution that it was handed, and what the emitter hears of it. */
const BATCH = { due: [{ contactId: 'c1' }], gone: [], alerts: [] } as unknown as Batch;
const ENGINE_2 = new UserError('Engine 2.0 cannot run a trigger that waits for its execution to finish yet. Set the node to hand off without waiting.');

type Emit = ITriggerFunctions['emit'];
type Done = NonNullable<Parameters<Emit>[2]>;
type Logger = ITriggerFunctions['logger'];

/** n8n that does this with each batch. */
function n8n(answer: (done: Done | undefined) => void) {
	const emitted: { contactIds: unknown[]; asks: boolean }[] = [];
	const heard: Ending[] = [];
	const emit: Emit = (outputs, _response, done) => {
		answer(done);
		emitted.push({ contactIds: outputs.map((items) => items.map(({ json }) => json.contactId)), asks: done !== undefined });
	};
	const handOver = handOff({ emit, logger: { info: () => undefined } as unknown as Logger });
	return {
		emitted, heard,
		hand: async () => {
			handOver(outputsOf(BATCH), (ending) => void heard.push(ending));
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
}

const ran = (status: IRun['status'], more: Partial<IRun> = {}) => ({ status, mode: 'trigger', startedAt: new Date(), ...more }) as IRun;

test.each(['success', 'error', 'crashed', 'canceled'] as const)('an execution that ended as %s has ended', async (status) => {
	const { hand, heard, emitted } = n8n((done) => done?.resolve(ran(status)));
	await hand();
	expect(heard).toEqual(['ended']);
	expect(emitted).toEqual([{ contactIds: [['c1'], [], []], asks: true }]);
});

test.each([
	['rests in a Wait node', ran('waiting', { waitTill: new Date(Date.now() + 1_000) })],
	['rests and says so by its time alone', ran('success', { waitTill: new Date() })],
	['is only about to run', ran('new')],
	['runs', ran('running')],
	['is of an unknown state', ran('unknown')],
])('one that %s has not', async (_, run) => {
	const { hand, heard } = n8n((done) => done?.resolve(run));
	await hand();
	expect(heard).toEqual([]);
});

test('one that failed before its first node has ended', async () => {
	const { hand, heard } = n8n((done) => done?.resolve(undefined as unknown as IRun));
	await hand();
	expect(heard).toEqual(['ended']);
});

test.each([
	['a person stopped', new ManualExecutionCancelledError('7'), 'stopped'],
	['could not start, or was over when n8n looked', new OperationalError('No active execution found'), 'ended'],
] as const)('one that %s', async (_, error, ending) => {
	const { hand, heard, emitted } = n8n((done) => done?.reject(error));
	await hand();
	await hand();
	expect(heard).toEqual([ending, ending]);
	expect(emitted.map(({ asks }) => asks)).toEqual([true, true]);
});

test("n8n's Engine 2.0, which refuses the promise: the batch was not started, and the next ones go without", async () => {
	const { hand, heard, emitted } = n8n((done) => done?.reject(ENGINE_2));
	for (let batch = 0; batch < 3; batch++) await hand();
	expect(heard).toEqual(['notStarted']);
	expect(emitted.map(({ asks }) => asks)).toEqual([true, false, false]);
});

test('an engine that refuses it at once gets the batch at once without', async () => {
	const { hand, heard, emitted } = n8n((done) => {
		if (done !== undefined) throw ENGINE_2;
	});
	for (let batch = 0; batch < 2; batch++) await hand();
	expect(heard).toEqual([]);
	expect(emitted.map(({ asks }) => asks)).toEqual([false, false]);
});

test('what n8n does not take at all is for the emitter to give back', async () => {
	const { hand } = n8n(() => {
		throw new Error('The workflow is not active');
	});
	await expect(hand()).rejects.toThrow('not active');
});

test('of alerts nobody asks how their execution ended', () => {
	const asked: boolean[] = [];
	handOff({ emit: (_outputs, _response, done) => void asked.push(done !== undefined), logger: { info: () => undefined } as unknown as Logger })(outputsOf(BATCH));
	expect(asked).toEqual([false]);
});
