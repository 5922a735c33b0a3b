import { startAlertReceiver, type AlertReceiver } from '../alerts/receiver';
import { connectWithoutBrowser } from '../n8n/consent';
import { waitForSuccess } from '../n8n/executions';
import { runByHand } from '../n8n/workflows';
import { farFrom, inTheDemo, type Hours } from './choices';
import { runSetup } from './setupRun';
import { startStage, type Stage, type StageOptions } from './stage';
import { StatusPage } from './statusPage';

/**
 * What the demo shows: Two-Way Sync as it is shipped, on a ledger, after Setup was run; the status page live beside it, the quick
 * start imported to try. Contact Sync would show half of it, and a canvas of our own would show what nobody can import.
 */
export interface DemoStage extends Stage {
	status: StatusPage;
	/** Where its alerts go: to nobody but us. */
	alerts: AlertReceiver;
	/** When it looks for what was missed, and for who is gone. */
	hours: Hours;
	/** As a person does in n8n: Connect, and Allow on Xero's page. */
	connectXero(): Promise<void>;
	/** As a person does in n8n: *Execute workflow* from Every Hour, which looks for what Intercom did not tell. */
	lookForMissed(): Promise<void>;
}

/** @param options as those of any stage; what the demo is about is not among them */
export async function startDemoStage(options: Pick<StageOptions, 'say' | 'connect' | 'sandbox'> = {}): Promise<DemoStage> {
	const alerts = await startAlertReceiver();
	const alertAddress = alerts.url('json');
	const hours = farFrom(new Date());
	let status: StatusPage | undefined;
	try {
		const stage = await startStage({
			...options,
			workflow: 'two-way-sync',
			beside: ['setup', 'sync-status', 'quick-start'],
			n8n: { env: { GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone } },
			node: (node) => inTheDemo(node, alertAddress, hours),
			settings: { saveDataSuccessExecution: 'all', saveManualExecutions: true },
			beforePublishing: async (prepared) => {
				options.say?.('Running Setup');
				await runSetup(prepared, alertAddress);
				status = await StatusPage.publish(prepared, prepared.beside['sync-status'] ?? '');
			},
		});
		return demoStage(stage, { status: status!, alerts, hours });
	} catch (error) {
		await alerts.close();
		throw error;
	}
}

function demoStage(stage: Stage, beside: Pick<DemoStage, 'status' | 'alerts' | 'hours'>): DemoStage {
	const { status, alerts } = beside;
	const { session, workflow, credentials } = stage;
	const xero = credentials.find(({ type }) => type === 'xeroAccountingOAuth2Api')!;
	return {
		...stage,
		...beside,
		isAtRest: async () => (await status.read()).standing.every(({ key, count }) => key !== 'waiting' || count === 0),
		connectXero: async () => await connectWithoutBrowser(session, xero),
		lookForMissed: async () => {
			await waitForSuccess(session, workflow.id, await runByHand(session, workflow.id, 'Every Hour'));
		},
		close: async () => {
			await stage.close();
			await alerts.close();
		},
	};
}
