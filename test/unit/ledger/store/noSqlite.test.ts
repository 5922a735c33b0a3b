import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerStore } from '../../../../lib/ledger/store/stores';

jest.mock('node:sqlite', () => {
	throw Object.assign(new Error('No such built-in module: node:sqlite'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
}, { virtual: true });

it('says on a Node without SQLite what to run or to choose; the code itself loads', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
	const store = ledgerStore({ store: 'sqlite', path: join(folder, 'ledger.sqlite') });
	await expect(store.open()).rejects.toMatchObject({ trouble: 'noSqlite', message: expect.stringContaining(process.version), nextStep: expect.stringMatching(/Node 24.*PostgreSQL/) });
	expect(await store.check()).toMatchObject([{ what: 'place', ok: false }]);
	rmSync(folder, { recursive: true });
});
