import { capture, runWithProgress } from './command.mjs';
import { npmEnvironment } from './npmEnvironment.js';

/** Starts npm as its user would, whoever started us. `env` comes on top of this process's. */
export async function runNpm(label, args, { env = {}, ...options } = {}) {
	return await runWithProgress(label, 'npm', args, { ...options, env: { ...npmEnvironment(process.env), ...env } });
}

/** npm's answer to a question, without a word on the terminal; rejects with `output` where npm fails. */
export async function askNpm(args, { env = {}, ...options } = {}) {
	return await capture('npm', [...args, '--loglevel=error'], { ...options, env: { ...npmEnvironment(process.env), ...env } });
}
