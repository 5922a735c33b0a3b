import type { PublishedSettings } from '../settings';

/** The way of what is posted to the alert address. */
export const BY_ADDRESS = 'address';

/** The way of whatever stands behind Alerts, where nobody said how many there are. */
export const BY_NODE = 'node';

/** By which ways a person is told: each hears of an alert by itself. Pure. @returns at least one */
export function alertWays({ alertAddress, alertNodes }: Pick<PublishedSettings, 'alertAddress' | 'alertNodes'>): readonly string[] {
	if (alertAddress !== '') return [BY_ADDRESS];
	return alertNodes.length > 0 ? alertNodes : [BY_NODE];
}
