import type { AlertMessage } from './alertMessage';

/** Teams shows six buttons. @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference */
const MOST_BUTTONS = 6;
const LINE_CHARS = 1_000;
const BUTTON_CHARS = 60;

/** For a webhook of a Teams workflow: one Adaptive Card. Pure. @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using */
export function teamsBody({ title, text, links }: AlertMessage) {
	const lines = text.split('\n').filter((line) => line !== '');
	return {
		type: 'message',
		attachments: [
			{
				contentType: 'application/vnd.microsoft.card.adaptive',
				contentUrl: null,
				content: {
					$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
					type: 'AdaptiveCard',
					version: '1.4',
					body: [
						{ type: 'TextBlock', text: title, size: 'Medium', weight: 'Bolder', wrap: true },
						...lines.map((line) => ({ type: 'TextBlock', text: line.slice(0, LINE_CHARS), wrap: true })),
					],
					...(links.length > 0 && { actions: links.slice(0, MOST_BUTTONS).map(({ title: name, url }) => ({ type: 'Action.OpenUrl', title: name.slice(0, BUTTON_CHARS), url })) }),
				},
			},
		],
	};
}
