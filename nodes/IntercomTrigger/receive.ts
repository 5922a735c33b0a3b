import { jsonParse, type IDataObject, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { readNotification, type IntercomNotification } from '../../lib/intercom/notifications/notification';
import type { SignatureCheck } from '../../lib/intercom/notifications/signature';
import { PING_TOPIC } from '../../lib/intercom/notifications/topics';
import { rawBodyOf } from '../shared/rawBody';
import { boundWorkspace, deliver, deliversIntoLedger } from './deliver';
import { signatureOf } from './signature';
import { expectedWorkspace } from './workspace';

/**
 * Answers Intercom's HEAD check, refuses what Intercom did not sign, and starts an execution for what is wanted, or puts it
 * into the ledger. n8n sends the answer as soon as the execution is created, before any of its work, and a ledger takes
 * milliseconds; nothing here calls a vendor.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (context.getWebhookName() === 'setup') return answer(context, 200);
	const rawBody = await rawBodyOf(context);
	const check = await signatureOf(context, rawBody, context.getHeaderData()['x-hub-signature']);
	// What was signed is parsed, and not what n8n made of it.
	const read = readNotification(jsonParse<unknown>(rawBody.toString('utf8'), { fallbackValue: null }));
	// Whether Intercom signs its ping is not documented; a ping starts nothing, so a missing signature does no harm.
	const isUnsignedPing = !check.ok && check.reason === 'missing' && read.ok && read.notification.topic === PING_TOPIC;
	if (!check.ok && !isUnsignedPing) {
		const why = REFUSALS[check.reason];
		context.logger.warn(`Intercom Trigger refused a notification: ${why}`, check);
		return answer(context, 401, `The notification was refused: ${why}.`);
	}
	if (!read.ok) return ignored(context, read.reason);
	const expected = expectedWorkspace(context) ?? (await boundWorkspace(context));
	if (expected === null) return unprepared(context);
	const refusal = whyUnwanted(context, read.notification, expected);
	if (refusal !== null) return ignored(context, refusal);
	if (read.notification.topic !== PING_TOPIC && deliversIntoLedger(context)) return await delivered(context, read.notification);
	return started(context, read.notification, check.ok);
}

/** No execution: the answer says what the ledger did with it. Only somebody who listens for a test event sees an item. */
async function delivered(context: IWebhookFunctions, notification: IntercomNotification): Promise<IWebhookResponseData> {
	const outcome = await deliver(context, notification);
	if ('refused' in outcome) return answer(context, 503, outcome.refused);
	if ('ignored' in outcome) return ignored(context, outcome.ignored);
	if (context.getMode() !== 'manual') return { webhookResponse: outcome };
	const { payload, ...seen } = notification;
	return { workflowData: [context.helpers.returnJsonArray([{ ...outcome, ...seen, payload: payload as IDataObject }])] };
}

/** Why a notification is not believed, for the log and for whoever looks into Intercom's Developer Hub. */
const REFUSALS: Record<Extract<SignatureCheck, { ok: false }>['reason'], string> = {
	noSecret: 'the Intercom credential has no client secret (paste it from Configure, Basic information)',
	missing: 'it is not signed',
	malformed: 'its signature is not one of Intercom',
	mismatch: 'its signature does not fit the client secret',
};

/**
 * Nobody can tell whose notification this is. A failure is seen in Intercom's Developer Hub and sent again once; an
 * answer of 200 would lose every change in silence.
 */
function unprepared(context: IWebhookFunctions): IWebhookResponseData {
	context.logger.error('Intercom Trigger does not know its workspace: publish the workflow again, or enter the Workspace ID');
	return answer(context, 503, 'The workspace is not known: publish the workflow again.');
}

function whyUnwanted(context: IWebhookFunctions, { topic, workspaceId }: IntercomNotification, expected: string): string | null {
	if (workspaceId !== expected) return 'anotherWorkspace';
	// Intercom's test button sends nothing but a ping, so somebody who listens for a test event wants to see it.
	if (topic === PING_TOPIC) return context.getMode() === 'manual' ? null : 'ping';
	const wanted: unknown = context.getNodeParameter('topics', []);
	return Array.isArray(wanted) && wanted.includes(topic) ? null : 'unwantedTopic';
}

function started(context: IWebhookFunctions, notification: IntercomNotification, signed: boolean): IWebhookResponseData {
	const json: IDataObject = { ...notification, payload: notification.payload as IDataObject };
	const item = notification.topic === PING_TOPIC ? { connected: true, signed, ...json } : json;
	return { workflowData: [context.helpers.returnJsonArray([item])] };
}

/** 200 without an execution: any other status makes Intercom send again and, in the end, suspend the subscription. */
function ignored(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	context.logger.debug('Intercom Trigger ignored a notification', { reason });
	return { webhookResponse: { ignored: true, reason } };
}

function answer(context: IWebhookFunctions, status: number, message?: string): IWebhookResponseData {
	const response = context.getResponseObject().status(status);
	if (message === undefined) response.end();
	else response.json({ message });
	return { noWebhookResponse: true };
}
