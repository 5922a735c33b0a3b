import { isRecord } from '../../http/isRecord';
import type { Alert } from '../decisions/outbox';

const DAY_MS = 24 * 60 * 60_000;
const ERROR_CHARS = 300;

/**
 * What n8n says where a process of it does not reach n8n's own PostgreSQL: words of its client, which come before any node runs.
 * @see https://github.com/brianc/node-postgres (pg-pool `index.js`, pg `lib/client.js`)
 */
const NO_DATABASE = ['timeout exceeded when trying to connect', 'Connection terminated'];

/**
 * That a workflow stopped, as n8n's Error Trigger tells it; once a day for each workflow while it goes on. Pure, never throws.
 * @param isOfLedger what the execution had taken out of a ledger is due again by itself
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.errortrigger/#error-data
 */
export function stopAlert(item: unknown, isOfLedger = false): Alert {
	const { workflow, execution, trigger } = parts(item);
	const name = text(workflow.name) || 'without a name';
	const isTrigger = text(execution.id) === '' && isRecord(trigger.error);
	const at = text(execution.lastNodeExecuted) || (isTrigger ? 'its start' : 'a node that n8n does not name');
	const url = text(execution.url);
	const why = errorIn(execution.error) || errorIn(trigger.error);
	const isCutOff = text(execution.lastNodeExecuted) === '' && NO_DATABASE.some((sign) => why.includes(sign));
	const message = isCutOff ? cutOffWords(why, isOfLedger) : `It stopped at "${at}": ${why || 'n8n does not say why'}`;
	const whereToLook = url === '' ? 'Open the workflow in n8n and publish it again.' : 'Open the execution in n8n and look at the node.';
	const nextStep = isCutOff ? 'If it goes on, look at the network between the processes of n8n and its PostgreSQL.' : whereToLook;
	const links = url === '' ? [] : [{ title: 'Execution in n8n', url }];
	const told = { title: `Workflow ${name} stopped`, message, nextStep, links, good: false };
	return { key: `stop ${text(workflow.id) || name}`.slice(0, 200), subjectState: 'stopped', lasts: 'lasting', tellsEnd: false, repeatAfterMs: DAY_MS, about: null, text: told };
}

/** Which contacts it had stands in the database that it did not reach. */
function cutOffWords(why: string, isOfLedger: boolean): string {
	const after = isOfLedger ? 'Which contacts it was about n8n does not say. Nothing is lost: what the execution had taken out of the ledger is due again by itself.' : 'n8n does not say what it was about, and does not start it again.';
	return `A process of n8n could not reach n8n's own database (${why}), so the execution ended before a node ran. ${after}`;
}

function parts(item: unknown): Record<'workflow' | 'execution' | 'trigger', Record<string, unknown>> {
	const json = isRecord(item) ? item : {};
	const part = (value: unknown) => (isRecord(value) ? value : {});
	return { workflow: part(json.workflow), execution: part(json.execution), trigger: part(json.trigger) };
}

function errorIn(error: unknown): string {
	return isRecord(error) ? text(error.message).slice(0, ERROR_CHARS) : '';
}

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
