import { migrationScenarios, quickStartScenarios, setupScenarios, statusScenarios, stopScenario } from './scenarios/beside';
import { contactSyncScenarios, twoWayScenarios } from './scenarios/live';
import type { Scenario } from './scenario';

/** Ways through each shipped workflow that together run every node in which something may fail. */
export const SCENARIOS: Readonly<Record<string, () => readonly Scenario[]>> = {
	'contact-sync': contactSyncScenarios,
	'two-way-sync': twoWayScenarios,
	'historical-migration': migrationScenarios,
	'quick-start': quickStartScenarios,
	setup: setupScenarios,
	'sync-status': statusScenarios,
	'error-alerts': () => [stopScenario('error-alerts', 'When a Workflow Stops')],
};
