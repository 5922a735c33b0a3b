import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let cache: string;

beforeEach(() => {
	cache = mkdtempSync(join(tmpdir(), 'intercom-xero-lock-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** A process that takes the lock, says so, and holds it. */
function holder(holdMs: number): ChildProcess {
	const script = `
		const { withLock } = await import(${JSON.stringify(join(__dirname, '../../../sandbox/runtime/cache.mjs'))});
		await withLock('n8n', async () => {
			console.log('Locked');
			await new Promise((resolve) => setTimeout(resolve, ${holdMs}));
			console.log('Freed');
		});`;
	const env = { ...process.env, INTERCOM_XERO_CACHE: cache };
	return spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function says(child: ChildProcess, word: string): Promise<number> {
	for await (const chunk of child.stdout!) if (String(chunk).includes(word)) return Date.now();
	throw new Error(`it ended without "${word}"`);
}

test('who comes second waits for the first', async () => {
	const first = holder(1_500);
	await once(first.stdout!, 'data');
	const second = holder(0);
	const [freed, locked] = await Promise.all([says(first, 'Freed'), says(second, 'Locked')]);
	expect(locked).toBeGreaterThanOrEqual(freed - 50);
});

test('the lock of an installation that was killed is free at once', async () => {
	const first = holder(60_000);
	await says(first, 'Locked');
	first.kill('SIGKILL');
	await once(first, 'exit');
	await says(holder(0), 'Locked');
}, 20_000);
