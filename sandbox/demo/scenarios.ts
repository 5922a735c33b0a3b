import type { DemoStage } from './demoStage';
import { AFTER_FAULT } from './rows/afterFault';
import { BOTH_WAYS } from './rows/bothWays';
import type { Cast, RowResult } from './rows/row';
import { TO_XERO } from './rows/toXero';

const ROWS = [...TO_XERO, ...BOTH_WAYS, ...AFTER_FAULT];

/** Plays the rows one after the other; `told` hears each as soon as it is through. */
export async function playScenarios(stage: DemoStage, told: (row: RowResult) => void = () => {}): Promise<RowResult[]> {
	const cast: Cast = { janeId: '', janeName: '', visitorId: '', omarId: '' };
	const results: RowResult[] = [];
	for (const row of ROWS) {
		const result = await row(stage, cast);
		results.push(result);
		told(result);
	}
	return results;
}
