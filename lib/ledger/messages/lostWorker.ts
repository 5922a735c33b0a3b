import { isRecord } from '../../http/isRecord';

/**
 * What n8n 2.41 says of an execution whose worker is gone: its queue gives up a job the first time that nobody renews its lock
 * (`errors/max-stalled-count.error.js`), and a start finds one that runs and is in no queue (`errors/workflow-crashed.error.js`).
 */
const SIGNS = ['failed to be processed too many times', 'possible out-of-memory', 'job stalled more than'];

/** Whether an item of n8n's Error Trigger tells that the process is gone which ran the execution, and not what it ran. Pure, never throws. */
export function isLostWorker(item: unknown): boolean {
	const execution = isRecord(item) && isRecord(item.execution) ? item.execution : {};
	const { message } = isRecord(execution.error) ? execution.error : { message: '' };
	return typeof message === 'string' && SIGNS.some((sign) => message.includes(sign));
}
