import type { Alert } from '../decisions/outbox';
import { calledIn } from './settledItem';
import { ITEM_UNREADABLE, type ItemRead } from './settlementFrom';

const DAY_MS = 24 * 60 * 60_000;

/** What Settle says of an item that names no row of its ledger. Pure. */
export function unsettledItem(item: unknown, read: ItemRead): object {
	const words = read.kind === 'settlement' ? '' : `${read.message} ${read.nextStep}`;
	return { kind: '', id: '', ...calledIn(item), outcome: 'failed', reason: ITEM_UNREADABLE, became: 'unsettled', nextAt: null, message: words };
}

/** A workflow whose items cannot be read does not heal by itself: told once a day while it goes on; null where all could be read. Pure. */
export function unreadableAlert(read: readonly ItemRead[]): Alert | null {
	const [first, ...others] = read.flatMap((one) => (one.kind === 'settlement' ? [] : [one]));
	if (first === undefined) return null;
	const more = others.length === 0 ? '' : ` So it is with ${others.length} more.`;
	const text = { title: 'Items of a workflow cannot be settled', message: `${first.message}${more}`, nextStep: first.nextStep, links: [], good: false };
	return { key: 'unreadable items', subjectState: 'unreadable', lasts: 'lasting', tellsEnd: false, repeatAfterMs: DAY_MS, about: null, text };
}
