import { ledgerPlace } from '../../../../lib/ledger/store/place';
import { fileInQueueMode } from '../../../../lib/ledger/store/queueMode';

test.each([
	['queue mode', { EXECUTIONS_MODE: 'queue' }, /EXECUTIONS_MODE=queue/],
	['several mains', { N8N_MULTI_MAIN_SETUP_ENABLED: 'true' }, /N8N_MULTI_MAIN_SETUP_ENABLED/],
])('a file is refused in %s, with why and what to choose', (_, settings, why) => {
	expect(fileInQueueMode(settings)).toMatchObject({ trouble: 'fileInQueueMode', message: expect.stringMatching(why), nextStep: expect.stringMatching(/PostgreSQL/) });
});

test.each([{}, { EXECUTIONS_MODE: 'regular' }, { EXECUTIONS_MODE: '', N8N_MULTI_MAIN_SETUP_ENABLED: 'false' }])('one process may have a file: %j', (settings) => {
	expect(fileInQueueMode(settings)).toBeNull();
});

test('the place of a ledger goes by it; PostgreSQL is for any n8n', () => {
	const before = process.env.EXECUTIONS_MODE;
	process.env.EXECUTIONS_MODE = 'queue';
	try {
		const config = { ledger: 'a', nodeType: 'n' };
		expect(() => ledgerPlace(config)).toThrow(/queue mode/);
		expect(() => ledgerPlace({ ...config, path: '/shared/a.sqlite' })).toThrow(/queue mode/);
		expect(ledgerPlace({ ...config, credential: {} })).toMatchObject({ store: 'postgres' });
	} finally {
		if (before === undefined) delete process.env.EXECUTIONS_MODE;
		else process.env.EXECUTIONS_MODE = before;
	}
});
