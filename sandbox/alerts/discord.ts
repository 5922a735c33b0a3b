import { isRecord } from '../../lib/http/isRecord';
import { firstBroken, isText, type ChannelRefusal } from './refusal';

const KNOWN_KEYS = ['content', 'username', 'avatar_url', 'tts', 'embeds', 'allowed_mentions', 'components', 'flags', 'thread_name'];

/**
 * What a Discord webhook refuses: an empty message, and anything over its length.
 * @see https://discord.com/developers/docs/resources/webhook#execute-webhook
 * @see https://discord.com/developers/docs/resources/message#embed-object-embed-limits
 */
export function discordRefusal(body: unknown): ChannelRefusal | null {
	if (!isRecord(body)) return refused(50_109, 'The request body contains invalid JSON.');
	const embeds = Array.isArray(body.embeds) ? body.embeds : [];
	if (body.content === undefined && embeds.length === 0) return refused(50_006, 'Cannot send an empty message');
	const broken = firstBroken({
		'only known keys': Object.keys(body).every((key) => KNOWN_KEYS.includes(key)),
		'content of up to 2,000 characters': body.content === undefined || isText(body.content, 2_000),
		'at most 10 embeds': embeds.length <= 10,
		'every embed is in shape': embeds.every(isEmbed),
		'6,000 characters in all embeds': JSON.stringify(embeds).length <= 6_000,
		'allowed_mentions.parse is a list': body.allowed_mentions === undefined || hasMentionList(body.allowed_mentions),
	});
	return broken === undefined ? null : refused(50_035, `Invalid Form Body: ${broken}`);
}

function isEmbed(embed: unknown): boolean {
	if (!isRecord(embed)) return false;
	const { title, description, color } = embed;
	const hasColour = color === undefined || (Number.isInteger(color) && Number(color) >= 0 && Number(color) <= 0xff_ff_ff);
	return isText(title, 256) && isText(description, 4_096) && hasColour;
}

function hasMentionList(mentions: unknown): boolean {
	return isRecord(mentions) && Array.isArray(mentions.parse);
}

function refused(code: number, message: string): ChannelRefusal {
	return { status: 400, body: { code, message } };
}
