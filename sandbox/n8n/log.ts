/** n8n looks for its own servers now and then; a machine without a way out is no fault of ours. */
const FAILED_LOOKUP = /api\.n8n\.io|EAI_AGAIN|ENOTFOUND|ECONNREFUSED.*n8n\.io/;

/** The sender of a webhook hung up: Intercom does so after five seconds, which a busy machine exceeds in a burst, and sends it again. */
const HUNG_UP = /Request body stream was aborted/;

/** n8n's own helper for Code nodes, which no workflow here has, did not reach it in time on a busy machine; it is started again. */
const RUNNER_LATE = /\[runner:js\].*task broker/;

/**
 * Picks what went wrong from everything n8n has printed with N8N_LOG_FORMAT=json: entries of level error, and stack
 * traces printed past the log.
 */
export function errorLines(output: string): string[] {
	return output.split('\n').filter((line) => isError(line) && !FAILED_LOOKUP.test(line) && !HUNG_UP.test(line) && !RUNNER_LATE.test(line));
}

function isError(line: string): boolean {
	const entry = parsed(line);
	return entry ? entry.level === 'error' : /^\s*(\w*Error: |Error loading|Uncaught)/.test(line);
}

function parsed(line: string): { level?: string } | undefined {
	try {
		return line.startsWith('{') ? (JSON.parse(line) as { level?: string }) : undefined;
	} catch {
		return undefined; // a line that only looks like an entry
	}
}
