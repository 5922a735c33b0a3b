import type { AlertChannel, PublishedSettings } from '../settings';
import { discordBody } from './discord';
import type { AlertMessage } from './alertMessage';
import { slackBody } from './slack';
import { teamsBody } from './teams';

/** Where a message comes from, for the channel of plain JSON. */
export interface Sender {
	/** Name of the workflow. */
	workflow: string;
	/** Epoch ms. */
	at: number;
}

export type ChannelBody = Record<string, unknown>;

/** Where a message goes, and what is posted there. Pure. */
export function forChannel({ alertChannel, alertAddress }: Pick<PublishedSettings, 'alertChannel' | 'alertAddress'>, message: AlertMessage, sender: Sender): { channel: AlertChannel; address: string; body: ChannelBody } {
	return { channel: alertChannel, address: alertAddress, body: channelBody(alertChannel, message, sender) };
}

/** What a channel takes by POST. Pure. */
export function channelBody(channel: AlertChannel, message: AlertMessage, { workflow, at }: Sender): ChannelBody {
	switch (channel) {
		case 'slack':
			return slackBody(message);
		case 'teams':
			return teamsBody(message);
		case 'discord':
			return discordBody(message);
		default: {
			const { title, good, text, links, alerts, more } = message;
			return { title, good, text, links, alerts, more, workflow, at: new Date(at).toISOString() };
		}
	}
}
