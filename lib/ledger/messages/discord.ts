import { paragraphsOf, type AlertMessage } from './alertMessage';

/** Longest title and longest description of an embed, with room to spare. @see https://docs.discord.com/developers/resources/message#embed-object-embed-limits (256; 4,096) */
const TITLE_CHARS = 250;
const DESCRIPTION_CHARS = 4_000;
const GREEN = 0x2ecc71;
const RED = 0xe74c3c;

/** For a webhook of Discord: one embed that mentions nobody, whatever a name in it says. Pure. @see https://docs.discord.com/developers/resources/webhook#execute-webhook */
export function discordBody(message: AlertMessage) {
	const { title, links, good } = message;
	const text = fitting(paragraphsOf(message));
	const named = links.map(({ title: name, url }) => `[${name.replaceAll(/[[\]]/g, ' ')}](${url})`);
	return {
		embeds: [{ title: title.slice(0, TITLE_CHARS), description: `${text}\n${named.join('\n')}`.slice(0, DESCRIPTION_CHARS), color: good ? GREEN : RED }],
		allowed_mentions: { parse: [] },
	};
}

/** All of them, each with its share of the room where that is not enough for all. */
function fitting(paragraphs: readonly string[]): string {
	const text = paragraphs.join('\n\n');
	if (text.length <= DESCRIPTION_CHARS) return text;
	const share = Math.floor(DESCRIPTION_CHARS / paragraphs.length) - 3;
	return paragraphs.map((paragraph) => (paragraph.length > share ? `${paragraph.slice(0, share)}…` : paragraph)).join('\n\n');
}
