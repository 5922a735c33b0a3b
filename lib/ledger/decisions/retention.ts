import type { LedgerSettings } from '../settings';
import type { Step } from '../store/step';
import { dayOf } from './calendar';

const DAY_MS = 24 * 60 * 60_000;

/** That a record left is remembered so long, for notifications that come late. */
export const GONE_KEPT_DAYS = 30;

/** What a dry run foresaw is of use until the migration. */
export const FORECAST_KEPT_DAYS = 30;

/** Counts of a day are kept so long: a year, and the same month of the year before. */
export const DAYS_KEPT = 400;

/** Once a day: what has been kept long enough goes. */
export function trim({ auditKeepDays, auditKeepRows, timeZone }: Pick<LedgerSettings, 'auditKeepDays' | 'auditKeepRows' | 'timeZone'>, now: number): Step<null> {
	return {
		name: 'trim',
		need: {},
		decide: () => ({
			answer: null,
			changes: [
				{ do: 'trimAudit', before: now - Math.max(1, auditKeepDays) * DAY_MS, keep: Math.max(1, auditKeepRows) },
				{ do: 'forgetGone', before: now - GONE_KEPT_DAYS * DAY_MS },
				{ do: 'forgetForecasts', before: now - FORECAST_KEPT_DAYS * DAY_MS, keep: null },
				{ do: 'forgetDays', before: dayOf(now - DAYS_KEPT * DAY_MS, timeZone) },
			],
		}),
	};
}
