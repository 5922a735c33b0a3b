import { jsonParse, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { newestOfEach, readEvents, type ContactEvent } from '../../lib/xero/webhook/events';
import type { SignatureCheck } from '../../lib/xero/webhook/signature';
import { rawBodyOf } from '../shared/rawBody';
import { itemOfEvent } from './items';
import { receiveIntoLedger } from './intoLedger';
import { chosenOrganisation, deliversIntoLedger, wantedEvents } from './parameters';
import { signatureOf } from './signature';

/**
 * Refuses what Xero did not sign, and starts an execution for what is wanted, or puts it into the ledger. n8n sends the
 * answer as soon as the execution is created, before any of its work, and a ledger takes milliseconds; nothing here calls
 * Xero. Xero wants every answer without a body, and asks by an empty notification, some rightly and some wrongly signed,
 * whether it would get the right ones (its "intent to receive").
 * @see https://developer.xero.com/documentation/guides/webhooks/configuring-your-server
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const rawBody = await rawBodyOf(context);
	const check = await signatureOf(context, rawBody, context.getHeaderData()['x-xero-signature']);
	if (!check.ok) {
		// Each intent to receive has wrong ones, so that a warning would be told of what is as it should be.
		context.logger[check.reason === 'noKey' ? 'warn' : 'info'](`Xero Trigger refused a notification: ${REFUSALS[check.reason]}`, check);
		return answer(context, 401);
	}
	// What was signed is parsed, and not what n8n made of it.
	const read = readEvents(jsonParse<unknown>(rawBody.toString('utf8'), { fallbackValue: null }), Date.now());
	if (!read.ok) {
		context.logger.warn('Xero Trigger was sent something that Xero signed and that is no list of events; it was ignored');
		return answer(context, 200);
	}
	const wanted = newestOfEach(read.events.filter(isWanted(context)));
	if (wanted.length === 0) {
		context.logger.debug('Xero Trigger was told of nothing that is wanted', { events: read.events.length, others: read.others });
		return answer(context, 200);
	}
	if (deliversIntoLedger(context)) return await delivered(context, wanted);
	return { workflowData: [context.helpers.returnJsonArray(wanted.map(itemOfEvent))] };
}

/** For the log. Xero itself is told no more than the status. */
const REFUSALS: Record<Extract<SignatureCheck, { ok: false }>['reason'], string> = {
	noKey: "the Xero credential has no webhook signing key (paste it from Xero's developer portal: your app, Webhooks, Webhooks key)",
	missing: 'it is not signed',
	malformed: 'its signature is not one of Xero',
	mismatch: "its signature does not fit the webhook signing key. Xero sends such ones on purpose when you press Send 'Intent to receive'",
};

function isWanted(context: IWebhookFunctions): (event: ContactEvent) => boolean {
	const organisationId = chosenOrganisation(context);
	const types = wantedEvents(context);
	return (event) => types.includes(event.eventType) && (organisationId === '' || event.organisationId === organisationId);
}

/**
 * No execution. Only somebody who listens for a test event sees items. A ledger that cannot be used is answered with 503:
 * Xero takes anything but 200 as not delivered, sends it again at once and then every quarter of an hour for a day, and keeps
 * it for 31 days more; a 401 would say that its signature is wrong.
 */
async function delivered(context: IWebhookFunctions, events: readonly ContactEvent[]): Promise<IWebhookResponseData> {
	const took = await receiveIntoLedger(context, events);
	if (took === 'refused') return answer(context, 503);
	if (context.getMode() !== 'manual' || took.length === 0) return answer(context, 200);
	return { workflowData: [context.helpers.returnJsonArray(took.map(({ event, taken }) => ({ taken, ...itemOfEvent(event) })))] };
}

function answer(context: IWebhookFunctions, status: number): IWebhookResponseData {
	context.getResponseObject().status(status).end();
	return { noWebhookResponse: true };
}
