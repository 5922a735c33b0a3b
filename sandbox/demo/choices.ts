import type { INode } from 'n8n-workflow';

/** When what comes by the clock comes here: as far from now as can be, so that nobody takes it for what a change led to. */
export interface Hours {
	/** Of each hour. */
	minute: number;
	/** Of each day. */
	hour: number;
}

/** Half an hour from now, and half a day, by the clock of this machine. Pure. */
export function farFrom(now: Date): Hours {
	return { minute: (now.getMinutes() + 30) % 60, hour: (now.getHours() + 12) % 24 };
}

/**
 * What is chosen here beside credentials and organisation; the note at the left says so. The quick start stays as its own notes
 * say. Pure.
 */
export function inTheDemo(node: INode, alertAddress: string, { minute, hour }: Hours): INode {
	const choose = (parameters: INode['parameters']): INode => ({ ...node, parameters: { ...node.parameters, ...parameters } });
	if (node.type.endsWith('.syncLedgerTrigger')) return choose({ alertChannel: 'json', alertAddress });
	switch (node.name) {
		case 'Every Hour':
			return choose({ rule: { interval: [{ field: 'hours', hoursInterval: 1, triggerAtMinute: minute }] } });
		case 'Every Night':
			return choose({ rule: { interval: [{ field: 'days', daysInterval: 1, triggerAtHour: hour, triggerAtMinute: minute }] } });
		case 'Map to Xero Fields':
			return choose({ syncWhom: 'usersWithEmail' });
		case 'Start Here':
			return String(node.parameters.content).includes('two-way sync') ? choose({ content: withWhatIsDone(String(node.parameters.content)) }) : node;
		default:
			return node;
	}
}

const DONE = [
	'**In this demo all of this is done:** Setup was run, credentials and organisation are chosen, alerts go to the page of the sandbox.',
	'Not as shipped: visitors (leads) are synced as well as users (*Sync Whom* in **Map to Person**), and **Every Hour** and **Every Night** come at another time.',
].join(' ');

/** After the title. */
function withWhatIsDone(content: string): string {
	return content.replace('\n', `\n${DONE}\n\n`);
}
