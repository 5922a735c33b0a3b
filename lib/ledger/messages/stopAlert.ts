import { isRecord } from '../../http/isRecord';
import type { Alert } from '../decisions/outbox';

const DAY_MS = 24 * 60 * 60_000;
const ERROR_CHARS = 300;

/**
 * That a workflow stopped, as n8n's Error Trigger tells it; once a day for each workflow while it goes on. Pure, never throws.
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.errortrigger/#error-data
 */
export function stopAlert(item: unknown): Alert {
	const { workflow, execution, trigger } = parts(item);
	const name = text(workflow.name) || 'without a name';
	const isTrigger = text(execution.id) === '' && isRecord(trigger.error);
	const at = text(execution.lastNodeExecuted) || (isTrigger ? 'its start' : 'a node that n8n does not name');
	const url = text(execution.url);
	const message = `It stopped at "${at}": ${errorIn(execution.error) || errorIn(trigger.error) || 'n8n does not say why'}`;
	const nextStep = url === '' ? 'Open the workflow in n8n and publish it again.' : 'Open the execution in n8n and look at the node.';
	const links = url === '' ? [] : [{ title: 'Execution in n8n', url }];
	const told = { title: `Workflow ${name} stopped`, message, nextStep, links, good: false };
	return { key: `stop ${text(workflow.id) || name}`.slice(0, 200), subjectState: 'stopped', lasts: 'lasting', tellsEnd: false, repeatAfterMs: DAY_MS, about: null, text: told };
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
