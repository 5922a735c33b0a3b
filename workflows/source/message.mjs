import { set, test } from './parameters.mjs';

/** One message ({title, text, good, links[], alerts[]}) in the words of each channel. */
const BODIES = `{
  slack: {
    text: ($json.title + '\\n' + $json.text).slice(0, 2900),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: $json.title.slice(0, 150) } },
      { type: 'section', text: { type: 'mrkdwn', text: ($json.text || $json.title).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, 2900) } },
      ...($json.links.length ? [{ type: 'section', text: { type: 'mrkdwn', text: $json.links.map((link) => '<' + link.url + '|' + link.title.replaceAll(/[&<>|]/g, ' ') + '>').join('\\n').slice(0, 2900) } }] : []),
    ],
  },
  teams: {
    type: 'message',
    attachments: [{
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: $json.title, size: 'Medium', weight: 'Bolder', wrap: true },
          ...$json.text.split('\\n').filter((line) => line).map((text) => ({ type: 'TextBlock', text: text.slice(0, 1000), wrap: true })),
        ],
        ...($json.links.length ? { actions: $json.links.slice(0, 6).map((link) => ({ type: 'Action.OpenUrl', title: link.title.slice(0, 60), url: link.url })) } : {}),
      },
    }],
  },
  discord: {
    embeds: [{
      title: $json.title.slice(0, 250),
      description: ($json.text + '\\n' + $json.links.map((link) => '[' + link.title.replaceAll(/[\\[\\]]/g, ' ') + '](' + link.url + ')').join('\\n')).slice(0, 4000),
      color: $json.good ? 3066993 : 15158332,
    }],
    allowed_mentions: { parse: [] },
  },
  json: { title: $json.title, good: $json.good, text: $json.text, links: $json.links, alerts: $json.alerts, workflow: $workflow.name, at: $now.toUTC().toISO() },
}`;

/** @param channel expression that gives the name of the channel */
export const bodyFor = (channel) => `={{ ${BODIES}[String(${channel} || 'json').toLowerCase()] }}`;

/** A request that gives up after ten seconds and three tries. */
export const post = (url) => ({ method: 'POST', url: `={{ ${url} }}`, sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify($json.body) }}', options: { timeout: 10000 } });
export const TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 2000 };

/** Write the Message, Shape It for the Channel, Is There an Address?, Send the Alert. Takes {alerts[], good?}; `settings` is an expression. */
export function addMessage(canvas, [x, y], settings) {
	canvas.add('set', 'Write the Message', [x, y], set({
		good: ['={{ !!$json.good }}', 'boolean'],
		title: `={{ 'Intercom to Xero: ' + ($json.alerts.length === 1 ? $json.alerts[0].title : $json.alerts.length + ' things need a person') }}`,
		text: `={{ $json.alerts.slice(0, 10).map((alert) => [alert.message, alert.nextStep ? 'What to do: ' + alert.nextStep : ''].filter((line) => line).join('\\n')).concat($json.alerts.length > 10 ? ['And ' + ($json.alerts.length - 10) + ' more: see the tables in n8n.'] : []).join('\\n\\n') }}`,
		links: ['={{ $json.alerts.slice(0, 10).flatMap((alert) => alert.links || []) }}', 'array'],
		alerts: ['={{ $json.alerts }}', 'array'],
	}));
	canvas.add('set', 'Shape It for the Channel', [x + 200, y], set({ body: [bodyFor(`${settings}.alertChannel`), 'object'] }));
	canvas.add('if', 'Is There an Address?', [x + 400, y], test(`={{ ${settings}.alertUrl !== '' }}`));
	canvas.add('httpRequest', 'Send the Alert', [x + 620, y - 80], post(`${settings}.alertUrl`), { ...TRIES, onError: 'continueErrorOutput' });
	canvas.add('noOp', 'Nobody to Tell', [x + 620, y + 160]);
	addOtherWays(canvas, [x + 200, y + 240]);
	canvas.chain('Write the Message', 'Shape It for the Channel', 'Is There an Address?', 'Send the Alert');
	canvas.link('Is There an Address?', 'Nobody to Tell', 1);
	canvas.link('Write the Message', 'Post to Slack');
	canvas.link('Write the Message', 'Send an Email');
}

/** A channel that refuses makes the execution fail. */
export function addChannelRefused(canvas, position) {
	canvas.add('stopAndError', 'Show That the Channel Refused', position, { errorMessage: "=The alert channel refused the message: {{ String($json.error?.message || $json.error || '').slice(0, 300) }}" });
	canvas.link('Send the Alert', 'Show That the Channel Refused', 1);
}

/** For people who would rather choose a credential than paste an address; switched off as shipped. */
function addOtherWays(canvas, [x, y]) {
	const channelId = { __rl: true, mode: 'name', value: '#xero-sync' };
	const text = '={{ $json.title + "\\n" + $json.text }}';
	canvas.add('slack', 'Post to Slack', [x, y], { resource: 'message', operation: 'post', select: 'channel', channelId, messageType: 'text', text, otherOptions: {} }, { disabled: true });
	canvas.add('emailSend', 'Send an Email', [x + 200, y], { fromEmail: '', toEmail: '', subject: '={{ $json.title }}', emailFormat: 'text', text: '={{ $json.text }}', options: {} }, { disabled: true });
}
