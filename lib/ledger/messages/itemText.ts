import { isRecord } from '../../http/isRecord';
import { textOf } from '../../http/textOf';
import { alertMessage } from './alertMessage';
import { stopAlert } from './stopAlert';

/**
 * What an item says that leaves a node by Review, Rejected or Failed, or comes from an Error Trigger, as one text for a
 * chat: what happened, what to do, both links, and whether trying again helps. Pure, never throws.
 */
export function itemText(item: unknown): string {
	const json = isRecord(item) ? item : {};
	return lines(isRecord(json.workflow) || isRecord(json.execution) || isRecord(json.trigger) ? ofStop(json) : ofOutcome(json));
}

function ofStop(json: Record<string, unknown>): string[] {
	const { key, text: said } = stopAlert(json);
	const { title, text, links } = alertMessage([{ key, ...said }]);
	return [title, text, ...links.map((link) => `${link.title}: ${link.url}`)];
}

function ofOutcome(json: Record<string, unknown>): string[] {
	const intercomId = textOf(json.intercomId) || textOf(json.contactId);
	const nextStep = textOf(json.nextStep);
	return [
		`Intercom to Xero: ${json.outcome === 'review' ? 'a contact waits for you' : 'a contact could not be synced'}`,
		textOf(json.message) || textOf(json.reason) || 'The item does not say why.',
		nextStep && `What to do: ${nextStep}`,
		...(Array.isArray(json.candidates) ? json.candidates.filter(isRecord).map(candidateLine) : []),
		intercomId && `Intercom contact: ${intercomId}`,
		json.retryable === true ? `Trying again helps${textOf(json.retryAt) && `, from ${textOf(json.retryAt)}`}.` : '',
	];
}

function candidateLine({ name, email, url }: Record<string, unknown>): string {
	return ['In Xero:', textOf(name), textOf(email) && `<${textOf(email)}>`, textOf(url)].filter((part) => part !== '').join(' ');
}

function lines(said: readonly string[]): string {
	return said.filter((line) => line !== '').join('\n');
}
