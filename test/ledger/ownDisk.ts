import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own; only root may mount one. */
const mayMount = process.getuid?.() === 0 && mounts();

function mounts(): boolean {
	const at = mkdtempSync(join(tmpdir(), 'ledger-mount-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
		execFileSync('umount', [at]);
		return true;
	} catch {
		console.error('*** A FULL DISK AND A READ-ONLY ONE ARE SKIPPED: mounting one takes root.');
		return false;
	} finally {
		rmSync(at, { recursive: true, force: true });
	}
}

/** Without root there is no such disk: said above, and a fault where CI is set. */
function describeNothing(name: string): void {
	it(`${name}: not to be had here`, () => {
		expect(process.env.CI ?? '').toBe('');
	});
}

/** What is tested on a disk that the tests may mount. */
export const describeOnOwnDisk = mayMount ? describe : describeNothing;
