import { isRecord } from '../../lib/http/isRecord';
import { firstBroken, isText, type ChannelRefusal } from './refusal';

/**
 * What a Slack incoming webhook refuses: no text and no blocks, unknown blocks, texts over their length.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function slackRefusal(body: unknown): ChannelRefusal | null {
	if (!isRecord(body)) return refused('invalid_payload');
	const { text, blocks = [] } = body;
	if (text === undefined && body.blocks === undefined) return refused('no_text');
	if (text !== undefined && !isText(text, 40_000)) return refused('no_text');
	if (!Array.isArray(blocks) || blocks.length > 50) return refused('invalid_blocks');
	const broken = blocks.map(brokenBlock).find((each) => each !== undefined);
	return broken === undefined ? null : refused(`invalid_blocks: ${broken}`);
}

function brokenBlock(block: unknown): string | undefined {
	if (!isRecord(block) || !isRecord(block.text)) return 'a block without text';
	const { type, text } = block;
	return firstBroken({
		'a block is a header or a section': type === 'header' || type === 'section',
		'a header is plain text of up to 150 characters': type !== 'header' || (text.type === 'plain_text' && isText(text.text, 150)),
		'a section is mrkdwn of up to 3,000 characters': type !== 'section' || (text.type === 'mrkdwn' && isText(text.text, 3_000)),
		'& stands only in entities': type !== 'section' || !/&(?!(amp|lt|gt);)/.test(String(text.text)),
	});
}

function refused(reason: string): ChannelRefusal {
	return { status: 400, body: reason };
}
