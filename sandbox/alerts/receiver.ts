import fastify from 'fastify';
import { isRecord } from '../../lib/http/isRecord';
import { discordRefusal } from './discord';
import { isText, type ChannelRefusal } from './refusal';
import { slackRefusal } from './slack';
import { teamsRefusal } from './teams';

export type Channel = 'slack' | 'teams' | 'discord' | 'json';

export interface ReceivedAlert {
	channel: Channel;
	/** Distinguishes several clients of one receiver: what follows the channel in the address. */
	mailbox: string;
	body: unknown;
	/** Epoch ms. */
	at: number;
	/** Why it was refused; null: taken. */
	refusal: ChannelRefusal | null;
}

/** Stand-ins of the places alerts go to; each takes only what the real one takes, and answers as it does. */
export interface AlertReceiver {
	/** @param mailbox any name */
	url(channel: Channel, mailbox?: string): string;
	/** Everything that arrived, refused or not, oldest first. */
	readonly received: ReceivedAlert[];
	/** What was taken: the words of each alert, whatever the channel. */
	texts(mailbox?: string): string[];
	/** As a channel that is closed: everything is refused with this status; undefined: open. */
	refuseWith(status: number | undefined): void;
	close(): Promise<void>;
}

const CHANNELS: Record<Channel, { refusal: (body: unknown) => ChannelRefusal | null; taken: number; answer: string }> = {
	slack: { refusal: slackRefusal, taken: 200, answer: 'ok' },
	teams: { refusal: teamsRefusal, taken: 202, answer: '' },
	discord: { refusal: discordRefusal, taken: 204, answer: '' },
	json: { refusal: jsonRefusal, taken: 200, answer: '' },
};

export async function startAlertReceiver(): Promise<AlertReceiver> {
	const app = fastify({ forceCloseConnections: true });
	const received: ReceivedAlert[] = [];
	let closedWith: number | undefined;
	app.post<{ Params: { channel: Channel; mailbox: string } }>('/:channel/:mailbox', async ({ params, body }, reply) => {
		const { refusal: judge, taken, answer } = CHANNELS[params.channel];
		const refusal = closedWith === undefined ? judge(body) : { status: closedWith, body: 'closed' };
		received.push({ ...params, body, at: Date.now(), refusal });
		return await reply.code(refusal?.status ?? taken).send(refusal?.body ?? answer);
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: (channel, mailbox = 'main') => `${address}/${channel}/${mailbox}`,
		received,
		texts: (mailbox) => received.filter((one) => one.refusal === null && (mailbox ?? one.mailbox) === one.mailbox).map(({ body }) => words(body)),
		refuseWith: (status) => void (closedWith = status),
		close: async () => await app.close(),
	};
}

/** What plain JSON promises to whoever reads it. */
function jsonRefusal(body: unknown): ChannelRefusal | null {
	const fits = isRecord(body) && isText(body.title, 300) && typeof body.text === 'string' && Array.isArray(body.alerts);
	return fits ? null : { status: 400, body: 'title, text and alerts are expected' };
}

/** All texts of a body, one a line. */
function words(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null) return '';
	return Object.values(value).map(words).filter((line) => line !== '').join('\n');
}
