import type { IExecuteFunctions } from 'n8n-workflow';
import { momentIn } from '../../lib/intercom/notifications/moment';
import { wrongItem } from './leave';

/**
 * A time of a field by the rule that Get Page and Get Changed go by, too; epoch seconds, null for none.
 * @throws NodeOperationError naming the field
 */
export function momentAt(context: IExecuteFunctions, item: number, label: string, value: unknown): number | null {
	const moment = momentIn(value, Math.floor(Date.now() / 1_000));
	if (moment.wrong === null) return moment.at;
	throw wrongItem(context, item, `${moment.words} (item ${item + 1}, field ${label}).`, 'Use an ISO time, such as 2026-01-31T00:00:00+11:00; without a zone it counts as UTC.');
}
