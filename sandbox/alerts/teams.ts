import { isRecord } from '../../lib/http/isRecord';
import { firstBroken, isAddress, isText, type ChannelRefusal } from './refusal';

const CARD = 'application/vnd.microsoft.card.adaptive';
const MAX_BYTES = 28 * 1_024;
/** What Teams renders in a card that a webhook posts. */
const VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5'];

/**
 * What the webhook of a Teams workflow refuses: anything but a message with Adaptive Cards of at most 28 KB.
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 * @see https://adaptivecards.io/explorer/AdaptiveCard.html
 */
export function teamsRefusal(body: unknown): ChannelRefusal | null {
	if (!isRecord(body)) return refused('the body is no JSON object');
	const attachments = Array.isArray(body.attachments) ? body.attachments : [];
	const broken = firstBroken({
		'type is message': body.type === 'message',
		'there is an attachment': attachments.length > 0,
		'the message has at most 28 KB': Buffer.byteLength(JSON.stringify(body)) <= MAX_BYTES,
		'every attachment is an Adaptive Card': attachments.every(isCard),
	});
	return broken === undefined ? null : refused(broken);
}

function isCard(attachment: unknown): boolean {
	if (!isRecord(attachment) || attachment.contentType !== CARD || !isRecord(attachment.content)) return false;
	const { type, version, body, actions = [] } = attachment.content;
	if (type !== 'AdaptiveCard' || !VERSIONS.includes(String(version))) return false;
	if (!Array.isArray(body) || body.length === 0 || !body.every(isTextBlock)) return false;
	return Array.isArray(actions) && actions.length <= 6 && actions.every(isOpenUrl);
}

function isTextBlock(element: unknown): boolean {
	return isRecord(element) && element.type === 'TextBlock' && isText(element.text, 20_000);
}

function isOpenUrl(action: unknown): boolean {
	return isRecord(action) && action.type === 'Action.OpenUrl' && isText(action.title, 200) && isAddress(action.url);
}

function refused(reason: string): ChannelRefusal {
	return { status: 400, body: { error: { code: 'TriggerInputSchemaMismatch', message: reason } } };
}
