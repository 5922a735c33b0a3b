import { noteLostWorker } from '../../../lib/ledger/decisions/lostWorkers';
import { isLostWorker } from '../../../lib/ledger/messages/lostWorker';
import { HOUR, MINUTE, START } from './ledgerWorld';
import { MemoryStore } from './memoryStore';

const item = (message: unknown) => ({ workflow: { id: 'w' }, execution: { id: '1', error: { message } } });

test.each([
	'This execution failed to be processed too many times and will no longer retry. To allow this execution to complete, please break down your workflow or scale up your workers or adjust your worker settings.',
	'Workflow did not finish, possible out-of-memory issue',
])('n8n says by these words that it lost the worker: %s', (message) => {
	expect(isLostWorker(item(message))).toBe(true);
});

test.each([item('The service refused the connection'), item(7), item(undefined), {}, { execution: null }, null, 'text'])('any other stop is none of a worker: %j', (one) => {
	expect(isLostWorker(one)).toBe(false);
});

test('a worker now and then is told to nobody, the fourth within an hour is', async () => {
	const store = new MemoryStore();
	const lost = async (at: number) => (await store.change(noteLostWorker(at))).isToTell;
	expect([await lost(START), await lost(START + MINUTE), await lost(START + 2 * MINUTE)]).toEqual([false, false, false]);
	expect(await lost(START + 3 * MINUTE)).toBe(true);
	expect(await lost(START + 4 * MINUTE)).toBe(true);
	expect(await lost(START + 2 * HOUR)).toBe(false);
});

test('workers lost once an hour are never told', async () => {
	const store = new MemoryStore();
	for (let hour = 0; hour < 10; hour++) expect(await store.change(noteLostWorker(START + hour * HOUR))).toEqual({ isToTell: false, withinHour: 1 });
});
