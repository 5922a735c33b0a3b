import { writeFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { claimAlerts, raiseAlert } from '../../../lib/ledger/decisions/alerts';
import { LedgerBench } from './ledgerBench';

/** What is told of by alerts, and what became of that. */
jest.setTimeout(60_000);

let bench: LedgerBench;
beforeEach(async () => void (bench = await new LedgerBench().open()));
afterEach(async () => await bench.remove());

const MINUTE = 60_000;

describe('Confirm Alerts', () => {
	const claimed = async () => {
		await bench.store.change(raiseAlert({ key: 'k', subjectState: 's', lasts: 'lasting', tellsEnd: false, repeatAfterMs: null, about: null, text: { title: 't', message: 'm', nextStep: '', links: [], good: false } }, Date.now()));
		await bench.store.change(claimAlerts({ token: 'alert token', leaseUntil: Date.now() + MINUTE }, Date.now()));
	};

	test('what a channel took is told, once', async () => {
		await claimed();
		expect(await bench.emitted('confirmAlerts', [{ ledger: { alertToken: 'alert token' } }])).toEqual([{ confirmed: 1, took: true, message: '1 told.' }]);
		expect(await bench.rows('alert')).toMatchObject([{ state: 'told' }]);
		expect(await bench.emitted('confirmAlerts', [{ ledger: { alertToken: 'alert token' } }])).toMatchObject([{ confirmed: 0, message: expect.stringContaining('Nothing to confirm') }]);
	});

	test('what it did not take is told again later', async () => {
		await claimed();
		expect(await bench.emitted('confirmAlerts', [{}], { took: false, alertToken: 'alert token' })).toEqual([{ confirmed: 1, took: false, message: '1 not told: they are told again later.' }]);
		expect(await bench.rows('alert')).toMatchObject([{ state: 'due', attempts: 1 }]);
	});

	test('without a token it says so', async () => {
		expect(await bench.fault('confirmAlerts', [{}], { alertToken: '={{ $json.none }}' })).toContain('Item 1 has no token (field Alert Token)');
	});
});

describe('Report a Stop', () => {
	const stopped = { workflow: { id: 'w1', name: 'Contact Sync' }, execution: { id: '7', url: 'http://n8n/execution/7', lastNodeExecuted: 'Map', error: { message: 'Something broke' } } };

	const again = { ...stopped, execution: { ...stopped.execution, error: { message: 'Something else' } } };
	const withAddress = { alertChannel: 'slack', alertAddress: 'https://hooks.example/1' };

	test('to be told at once, once a day for each workflow, and remembered as told once that is confirmed', async () => {
		const told = await bench.emitted('stop', [stopped, again], withAddress);
		expect(told).toMatchObject([{ title: 'Intercom to Xero: Workflow Contact Sync stopped', text: expect.stringContaining('It stopped at "Map": Something broke'), links: [{ url: 'http://n8n/execution/7' }], channel: 'slack', address: 'https://hooks.example/1', body: { blocks: [{ type: 'header' }, { type: 'section' }, { type: 'section' }] } }]);
		expect(await bench.rows('alert')).toMatchObject([{ key: 'stop w1', state: 'claimed', repeatAfterMs: 24 * 60 * MINUTE, text: { message: 'It stopped at "Map": Something broke' } }]);
		await bench.emitted('confirmAlerts', told, { took: true, alertToken: '={{ $json.ledger.alertToken }}' });
		expect(await bench.rows('alert')).toMatchObject([{ key: 'stop w1', state: 'told' }]);
		expect(await bench.emitted('stop', [again], withAddress)).toEqual([]);
	});

	test('without an address it waits for whoever takes alerts', async () => {
		expect(await bench.emitted('stop', [stopped, again])).toEqual([]);
		expect(await bench.rows('alert')).toMatchObject([{ key: 'stop w1', state: 'due' }]);
	});

	test('where the ledger itself is what fails, it is to be told all the same', async () => {
		const path = `${bench.path}.other`;
		writeFileSync(path, 'x'.repeat(8_192));
		const [told] = await bench.emitted('stop', [stopped], { ledgerOptions: { path }, ...withAddress });
		expect(told).toMatchObject({ channel: 'slack', address: 'https://hooks.example/1', message: expect.stringMatching(/Post body to address.*ledger/) });
	});

	test('a workflow that did not start is told by the channel that was published', async () => {
		await bench.remove();
		bench = await new LedgerBench().open({ alertChannel: 'discord', alertAddress: 'https://discord.example/1' });
		expect(await bench.emitted('stop', [{ workflow: { id: 'w1', name: 'Contact Sync' }, trigger: { error: { message: 'No credential' }, mode: 'trigger' } }])).toMatchObject([{ channel: 'discord', address: 'https://discord.example/1', body: { embeds: [{}] }, text: expect.stringContaining('It stopped at "its start": No credential') }]);
	});

	test('where the ledger cannot be used and no address is set, the execution fails with both and what to do: nobody else would hear', async () => {
		const { outputs, error } = await bench.run('stop', [stopped], { ledgerOptions: { path: '/proc/no/such.sqlite' } });
		expect(outputs.flat()).toEqual([]);
		for (const words of ['Workflow Contact Sync stopped, and nobody is told', 'It stopped at "Map": Something broke.', '/proc/no', 'Alert Address']) expect(error?.message).toContain(words);
	});

	test.each<[IDataObject]>([[{}], [{ workflow: null, execution: 'x' } as unknown as IDataObject]])('whatever n8n hands over, the stop is told: %p', async (item) => {
		expect(await bench.emitted('stop', [item], withAddress)).toMatchObject([{ title: expect.stringContaining('stopped') }]);
	});
});
