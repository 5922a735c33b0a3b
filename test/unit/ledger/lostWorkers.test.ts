import { noteLostWorker } from '../../../lib/ledger/decisions/lostWorkers';
import { isLostWorker } from '../../../lib/ledger/messages/lostWorker';
import { stopAlert } from '../../../lib/ledger/messages/stopAlert';
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

describe('a process of n8n that is cut off from n8n\'s own database', () => {
	const item = (message: string, more: object = {}) => ({ workflow: { id: 'w1', name: 'Two-Way Sync' }, execution: { id: '7', url: 'https://n8n.example/7', error: { message }, ...more } });

	test.each(['timeout exceeded when trying to connect', 'Connection terminated unexpectedly', 'Connection terminated due to connection timeout'])('is told in our words: %s', (words) => {
		const { text } = stopAlert(item(words), true);
		expect(text).toMatchObject({ title: 'Workflow Two-Way Sync stopped', message: `A process of n8n could not reach n8n's own database (${words}), so the execution ended before a node ran. Which contacts it was about n8n does not say. Nothing is lost: what the execution had taken out of the ledger is due again by itself.` });
		expect(stopAlert(item(words)).text.message).not.toContain('Nothing is lost');
	});

	test('a node that says the same keeps its name, and nothing is promised of it', () => {
		expect(stopAlert(item('Connection terminated unexpectedly', { lastNodeExecuted: 'Postgres' }), true).text).toMatchObject({ message: 'It stopped at "Postgres": Connection terminated unexpectedly', nextStep: 'Open the execution in n8n and look at the node.' });
	});
});
