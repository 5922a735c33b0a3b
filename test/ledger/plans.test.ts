import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHandle } from '../../lib/ledger/store/sqlite/handle';
import { sqliteStore } from '../../lib/ledger/store/sqlite/store';

it('reads nothing from end to end where it looks for what is due', async () => {
	const statements = new Set<string>();
	const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
	const path = join(folder, 'ledger.sqlite');
	const store = sqliteStore(path, async (file) => {
		const handle = await openHandle(file);
		return { run: (sql, parameters) => (statements.add(sql), handle.run(sql, parameters)), get inTransaction() { return handle.inTransaction; }, close: () => handle.close() };
	});
	await store.open();
	statements.clear();
	const need = { due: { now: 1, limit: 9 }, batch: 't', alertBatch: 't', expired: { now: 1, limit: 9 }, running: { now: 1 }, dueAlerts: { now: 1, limit: 9 }, vanished: { kind: 'contact' as const, seenBefore: 1, afterId: '', limit: 9 }, held: 'archive' as const, workOfJob: 'a', dueRemovals: { now: 1 }, xeroContacts: ['x1'], forecasts: { jobId: 'a', subjects: [{ kind: 'contact' as const, id: '1' }], keys: ['email x'], limit: 9 }, subjects: [{ kind: 'contact' as const, id: '1' }], alertsAbout: [{ kind: 'contact' as const, id: '1' }] };
	await store.change({ name: 'asks', need, decide: () => ({ answer: null, changes: [] }) });
	await store.pulse();
	const handle = await openHandle(path);
	const scans = [...statements].filter((sql) => sql.startsWith('select')).flatMap((sql) => handle.run(`explain query plan ${sql}`, []).rows.map(({ detail }) => `${String(detail)}: ${sql}`));
	expect(scans.length).toBeGreaterThan(15);
	expect(scans.filter((detail) => /^SCAN (record|work|review|alert|fact|audit|forecast|forecastKey)\b(?!.*USING (COVERING )?INDEX)/.test(detail))).toEqual([]);
	handle.close();
	await store.close();
	rmSync(folder, { recursive: true });
});
