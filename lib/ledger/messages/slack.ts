import { paragraphsOf, type AlertMessage } from './alertMessage';

/** Longest header and longest section, with room to spare. @see https://docs.slack.dev/reference/block-kit/blocks (150; 3,000; 50 blocks) */
const HEADER_CHARS = 150;
const SECTION_CHARS = 2_900;

/** For an incoming webhook of Slack: blocks, and the text for notifications. Pure. @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackBody(message: AlertMessage) {
	const { title, text, links } = message;
	const paragraphs = paragraphsOf(message);
	return {
		text: `${title}\n${text}`.slice(0, SECTION_CHARS),
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: title.slice(0, HEADER_CHARS) } },
			...(paragraphs.length > 0 ? paragraphs : [title]).map((paragraph) => section(escaped(paragraph).slice(0, SECTION_CHARS))),
			...(links.length > 0 ? [section(links.map(({ url, title: name }) => `<${url}|${name.replaceAll(/[&<>|]/g, ' ')}>`).join('\n').slice(0, SECTION_CHARS))] : []),
		],
	};
}

function section(text: string) {
	return { type: 'section', text: { type: 'mrkdwn', text } };
}

/** The three characters that mean something to Slack. @see https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
