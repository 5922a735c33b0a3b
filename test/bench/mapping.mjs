/** Runs mapping.ts bundled as the package is, in a process of its own: what loads TypeScript for tests makes it slower. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-bench-'));
const outfile = join(folder, 'mapping.js');
try {
	buildSync({ entryPoints: [fileURLToPath(new URL('mapping.ts', import.meta.url))], bundle: true, platform: 'node', target: 'node20', outfile, logLevel: 'warning' });
	execFileSync(process.execPath, [outfile], { stdio: 'inherit' });
} catch {
	process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
