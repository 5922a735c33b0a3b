import type { ChildProcess } from 'node:child_process';

/** Resolves when a process has ended. */
export async function gone(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	await new Promise<void>((resolve) => void child.once('exit', () => resolve()));
}
