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
	/** How many more it does not say in words: the ledger lists them. */
	more: number;
}

/** More would not fit into one message of a channel. */
export const ALERTS_IN_A_MESSAGE = 10;

/** One message for any number of alerts, of which it says the first ten in words. Pure. @param all at least one */
export function alertMessage(all: readonly ToldAlert[]): AlertMessage {
	const alerts = all.slice(0, ALERTS_IN_A_MESSAGE).map(({ key, title, message, nextStep, links, good }) => ({ key, title, message, nextStep, links, good }));
	const more = all.length - alerts.length;
	return {
		title: `Intercom to Xero: ${titleOf(all)}`,
		text: paragraphsOf({ alerts, more }).join('\n\n'),
		good: all.every(({ good }) => good),
		links: alerts.flatMap(({ links }) => links),
		alerts,
		more,
	};
}

/** The text of a message in its parts, so that a channel with little room can cut each of them and leaves none out. Pure. */
export function paragraphsOf({ alerts, more }: Pick<AlertMessage, 'alerts' | 'more'>): string[] {
	const part = more === 0 ? '' : `These are ${alerts.length} of ${alerts.length + more}. The page of Sync Status counts all that wait for a person or could not be synced and shows the first of them; Sync Ledger, List (Reviews; Queue, Given Up) shows all.`;
	return [part, ...alerts.map((alert) => paragraph(alert, alerts.length > 1))].filter((text) => text !== '');
}

function titleOf(all: readonly ToldAlert[]): string {
	const open = all.filter(({ good }) => !good);
	const [only, ...others] = open.length > 0 ? open : all;
	if (only !== undefined && others.length === 0) return only.title;
	return open.length > 0 ? `${open.length} things to look at` : `${all.length} things are right again`;
}

/** @param isOneOfSeveral the message has not its title, which some alerts say all with */
function paragraph({ title, message, nextStep }: ToldAlert, isOneOfSeveral: boolean): string {
	return [isOneOfSeveral ? title : '', message, nextStep && `What to do: ${nextStep}`].filter((line) => line !== '').join('\n');
}
