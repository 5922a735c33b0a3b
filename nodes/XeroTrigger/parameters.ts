import { NodeOperationError, type IExecuteFunctions, type IHookFunctions, type ITriggerFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { isContactId } from '../../lib/xero/contact/contactId';
import { CONTACT_EVENTS, type ContactEventType } from '../../lib/xero/webhook/events';

export type XeroTriggerContext = IExecuteFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

const MINUTE_MS = 60_000;

/** Whether the trigger asks Xero itself. */
export function listensByPoll(context: XeroTriggerContext): boolean {
	return parameter(context, 'listenBy') === 'poll';
}

/** Whether changes go into a ledger, and start no execution. */
export function deliversIntoLedger(context: XeroTriggerContext): boolean {
	return parameter(context, 'deliver') === 'ledger';
}

/** What of Xero's events starts the workflow. */
export function wantedEvents(context: XeroTriggerContext): readonly ContactEventType[] {
	const wanted = parameter(context, 'triggerOn');
	return Array.isArray(wanted) ? CONTACT_EVENTS.filter((type) => wanted.includes(type)) : [];
}

/** The time between two polls, a minute at least. */
export function pollEveryMs(context: XeroTriggerContext): number {
	const minutes = Number(parameter(context, 'pollMinutes'));
	return Math.max(1, Number.isFinite(minutes) ? minutes : 1) * MINUTE_MS;
}

/**
 * The organisation chosen in the panel, '' for none, as Xero writes ids.
 * @throws NodeOperationError for what cannot be the id of one: nothing would ever come
 */
export function chosenOrganisation(context: XeroTriggerContext): string {
	const chosen = String(parameter(context, 'organisation', { extractValue: true }) ?? '').trim().toLowerCase();
	if (chosen === '' || isContactId(chosen)) return chosen;
	throw new NodeOperationError(context.getNode(), `"${chosen.slice(0, 60)}" is not the ID of a Xero organisation (field Organisation). Choose the organisation from the list, or paste an ID that looks like 45e4708e-d862-4111-ab3a-dd8cd03913e1.`);
}

function parameter(context: XeroTriggerContext, name: string, options?: { extractValue: boolean }): unknown {
	return 'getInputData' in context ? context.getNodeParameter(name, 0, '', options) : context.getNodeParameter(name, '', options);
}
