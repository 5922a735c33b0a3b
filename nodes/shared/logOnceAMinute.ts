import type { IWebhookFunctions, LogMetadata } from 'n8n-workflow';

const EVERY_MS = 60_000;

/** When each node last said something; a burst of notifications is one line in the log. */
const saidAt = new Map<string, number>();

/** An error in the log, once a minute for a node, however often it happens. */
export function logOnceAMinute(context: Pick<IWebhookFunctions, 'getWorkflow' | 'getNode' | 'logger'>, message: string, meta: LogMetadata): void {
	const key = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	const now = Date.now();
	if (now - (saidAt.get(key) ?? 0) < EVERY_MS) return;
	saidAt.set(key, now);
	context.logger.error(message, meta);
}
