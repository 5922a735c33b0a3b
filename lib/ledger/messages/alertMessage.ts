import type { AlertLink, AlertText } from '../rows/alert';

/** An alert as a message shows it. */
export interface ToldAlert extends AlertText {
	/** What it is about, such as `service xero`. */
	key: string;
}

/** Several alerts as one message, before a channel gives it its form. */
export interface AlertMessage {
	title: string;
	/** What happened and what to do, an empty line between two alerts. */
	text: string;
	/** Nothing of it needs a person. */
	good: boolean;
	links: AlertLink[];
	alerts: ToldAlert[];
}

/** More would not fit into one message of a channel. */
export const ALERTS_IN_A_MESSAGE = 10;

/** One message for up to ten alerts. Pure. @param alerts at least one */
export function alertMessage(alerts: readonly ToldAlert[]): AlertMessage {
	const good = alerts.every((alert) => alert.good);
	return {
		title: `Intercom to Xero: ${titleOf(alerts, good)}`,
		text: alerts.map(paragraph).filter((text) => text !== '').join('\n\n'),
		good,
		links: alerts.flatMap(({ links }) => links),
		alerts: alerts.map(({ key, title, message, nextStep, links, good: isGood }) => ({ key, title, message, nextStep, links, good: isGood })),
	};
}

function titleOf(alerts: readonly ToldAlert[], good: boolean): string {
	const [only, ...others] = alerts;
	if (only !== undefined && others.length === 0) return only.title;
	if (good) return `${alerts.length} things are right again`;
	return `${alerts.length} things need a person`;
}

function paragraph({ message, nextStep }: ToldAlert): string {
	return [message, nextStep && `What to do: ${nextStep}`].filter((line) => line !== '').join('\n');
}
