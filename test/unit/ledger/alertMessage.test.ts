import { alertMessage, type ToldAlert } from '../../../lib/ledger/messages/alertMessage';
import { channelBody } from '../../../lib/ledger/messages/channelBody';

const AT = Date.UTC(2026, 10, 29, 9);
const sender = { workflow: 'contact-sync', at: AT };
const review: ToldAlert = {
	key: 'contact c1', title: 'A contact waits for a person', message: 'Two contacts <fit> & nobody knows which.', nextStep: 'Choose one.', good: false,
	links: [{ title: 'Xero: Jane | <Doe> [1]', url: 'https://go.xero.com/1' }],
};
const over: ToldAlert = { key: 'service xero', title: 'Xero works again', message: 'Contacts that waited are synced now.', nextStep: '', links: [], good: true };
const message = alertMessage([review]);

test('one alert gives the message its title', () => {
	expect(message).toEqual({
		title: 'Intercom to Xero: A contact waits for a person', text: 'Two contacts <fit> & nobody knows which.\nWhat to do: Choose one.', good: false, links: review.links, alerts: [review], more: 0,
	});
	expect(alertMessage([over])).toMatchObject({ title: 'Intercom to Xero: Xero works again', text: 'Contacts that waited are synced now.', good: true });
});

test('several are counted, each under its title; it is good only where all are', () => {
	const both = alertMessage([review, review, over]);
	expect(both).toMatchObject({ title: 'Intercom to Xero: 2 things to look at', good: false });
	expect(both.text.split('\n\n')).toEqual([`${review.title}\n${message.text}`, `${review.title}\n${message.text}`, 'Xero works again\nContacts that waited are synced now.']);
	expect(alertMessage([over, over])).toMatchObject({ title: 'Intercom to Xero: 2 things are right again', good: true });
});

test('what is right again does not count among what somebody is to look at', () => {
	expect(alertMessage([over, review])).toMatchObject({ title: 'Intercom to Xero: A contact waits for a person', good: false });
});

test('an alert that says all with its title is said beside others, too', () => {
	const searchOver: ToldAlert = { ...over, key: 'search contacts', title: 'The search for what changed works again', message: '' };
	expect(alertMessage([searchOver, review]).text).toBe(`${searchOver.title}\n\n${review.title}\n${message.text}`);
	expect(alertMessage([searchOver]).text).toBe('');
});

test('of many it says ten in words, and before them how many there are', () => {
	const many = alertMessage([over, ...Array.from({ length: 249 }, (_, n) => ({ ...review, key: `contact c${n}` }))]);
	expect(many).toMatchObject({ title: 'Intercom to Xero: 249 things to look at', good: false, more: 240 });
	expect([many.alerts.length, many.links.length]).toEqual([10, 9]);
	// A page shows a hundred that wait, and fifty that were given up.
	expect(many.text.split('\n\n').slice(0, 2)).toEqual(['These are 10 of 250. The page of Sync Status counts all that wait for a person or could not be synced and shows the first of them; Sync Ledger, List (Reviews; Queue, Given Up) shows all.', `${over.title}\n${over.message}`]);
	expect(alertMessage(Array.from({ length: 10 }, () => review))).toMatchObject({ more: 0, text: expect.not.stringContaining('These are') });
});

test.each(['slack', 'teams', 'discord', 'json'] as const)('of ten with long words none is cut away in %s', (channel) => {
	const ten = Array.from({ length: 30 }, (_, n) => ({ ...review, key: `contact c${n}`, message: `Contact number ${n}, ${'whose words are many, '.repeat(40)}` }));
	const told = JSON.stringify(channelBody(channel, alertMessage(ten), sender));
	expect(ten.slice(0, 10).filter((_, n) => !told.includes(`Contact number ${n},`))).toEqual([]);
	expect(told).toContain('These are 10 of 30.');
});

test('Slack gets blocks, with what means something to it escaped', () => {
	expect(channelBody('slack', message, sender)).toEqual({
		text: 'Intercom to Xero: A contact waits for a person\nTwo contacts <fit> & nobody knows which.\nWhat to do: Choose one.',
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: 'Intercom to Xero: A contact waits for a person' } },
			{ type: 'section', text: { type: 'mrkdwn', text: 'Two contacts &lt;fit&gt; &amp; nobody knows which.\nWhat to do: Choose one.' } },
			{ type: 'section', text: { type: 'mrkdwn', text: '<https://go.xero.com/1|Xero: Jane    Doe  [1]>' } },
		],
	});
	expect(channelBody('slack', alertMessage([over]), sender).blocks).toHaveLength(2);
});

test('Teams gets an Adaptive Card, a line each and a button for each link', () => {
	expect(channelBody('teams', message, sender)).toEqual({
		type: 'message',
		attachments: [
			{
				contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null,
				content: {
					$schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4',
					body: [
						{ type: 'TextBlock', text: 'Intercom to Xero: A contact waits for a person', size: 'Medium', weight: 'Bolder', wrap: true },
						{ type: 'TextBlock', text: 'Two contacts <fit> & nobody knows which.', wrap: true },
						{ type: 'TextBlock', text: 'What to do: Choose one.', wrap: true },
					],
					actions: [{ type: 'Action.OpenUrl', title: 'Xero: Jane | <Doe> [1]', url: 'https://go.xero.com/1' }],
				},
			},
		],
	});
	expect(JSON.stringify(channelBody('teams', alertMessage([over]), sender))).not.toContain('actions');
});

test('Discord gets an embed that mentions nobody, red or green', () => {
	expect(channelBody('discord', message, sender)).toEqual({
		embeds: [{ title: 'Intercom to Xero: A contact waits for a person', description: `${message.text}\n[Xero: Jane | <Doe>  1 ](https://go.xero.com/1)`, color: 15158332 }],
		allowed_mentions: { parse: [] },
	});
	expect(channelBody('discord', alertMessage([over]), sender)).toMatchObject({ embeds: [{ color: 3066993 }] });
});

test('plain JSON holds everything, from whom and when', () => {
	expect(channelBody('json', message, sender)).toEqual({ ...message, workflow: 'contact-sync', at: '2026-11-29T09:00:00.000Z' });
});

test('nothing is longer than its channel takes', () => {
	const long = alertMessage(Array.from({ length: 10 }, (_, n) => ({ ...review, key: `contact c${n}`, title: 'T'.repeat(400), message: 'm'.repeat(2_000), links: [...review.links, ...review.links] })));
	const one = alertMessage([{ ...review, title: 'T'.repeat(400) }]);
	const slack = channelBody('slack', long, sender) as { text: string; blocks: { text: { text: string } }[] };
	expect(slack.blocks.every(({ text }) => text.text.length <= 3_000) && slack.text.length <= 3_000).toBe(true);
	expect((channelBody('slack', one, sender) as typeof slack).blocks[0]!.text.text).toHaveLength(150);
	const { embeds } = channelBody('discord', long, sender) as { embeds: { title: string; description: string }[] };
	expect(embeds[0]!.description.length).toBeLessThanOrEqual(4_096);
	const teams = channelBody('teams', long, sender) as { attachments: { content: { actions: unknown[] } }[] };
	expect(teams.attachments[0]!.content.actions).toHaveLength(6);
});
