import { groupBy } from 'es-toolkit';
import type { LedgerStore } from '../../lib/ledger';
import { keepForecasts } from '../../lib/ledger/decisions/forecasts';
import { bySettings } from '../../lib/ledger/decisions/published';
import type { ForecastItem } from '../../lib/ledger/items/forecastItem';

/** What Settle says of an item of a dry run. */
export interface KeptForecast {
	kind: string;
	id: string;
	outcome: string;
	reason: string;
	became: 'foreseen' | 'noLongerYours';
	nextAt: null;
	message: string;
}

/** Keeps what a dry run foresees; the items of one page in one transaction. @returns in the order of the items */
export async function keepForecastItems(store: LedgerStore, items: readonly ForecastItem[], now: number): Promise<KeptForecast[]> {
	const kept = new Map<string, boolean>();
	for (const [page, group] of Object.entries(groupBy(items, pageOf))) {
		const { jobId, pageToken } = group[0]!;
		const failure = group.find((one) => one.failure !== null)?.failure ?? null;
		const forecasts = group.map(({ forecast }) => forecast);
		const answer = await store.change(bySettings((settings) => keepForecasts(jobId, pageToken, { forecasts, failure }, settings, now)));
		kept.set(page, answer.kept);
	}
	return items.map((one): KeptForecast => {
		const { subject, outcome, reason, message } = one.forecast;
		const isKept = kept.get(pageOf(one)) === true;
		return { ...subject, outcome, reason, became: isKept ? 'foreseen' : 'noLongerYours', nextAt: null, message: isKept ? message : 'The page of the dry run is looked at once more.' };
	});
}

function pageOf({ jobId, pageToken }: ForecastItem): string {
	return `${jobId} ${pageToken}`;
}
