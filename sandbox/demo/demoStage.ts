import type { INode } from 'n8n-workflow';
import { startAlertReceiver, type AlertReceiver } from '../alerts/receiver';
import { connectWithoutBrowser } from '../n8n/consent';
import { waitForSuccess } from '../n8n/executions';
import { runByHand } from '../n8n/workflows';
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
	/** As a person does in n8n: Connect, and Allow on Xero's page. */
	connectXero(): Promise<void>;
	/** As a person does in n8n: *Execute workflow* from Every Hour, which looks for what Intercom did not tell. */
	lookForMissed(): Promise<void>;
}

/** @param options as those of any stage; what the demo is about is not among them */
export async function startDemoStage(options: Pick<StageOptions, 'say' | 'connect' | 'sandbox'> = {}): Promise<DemoStage> {
	const alerts = await startAlertReceiver();
	const alertAddress = alerts.url('json');
	let status: StatusPage | undefined;
	try {
		const stage = await startStage({
			...options,
			workflow: 'two-way-sync',
			beside: ['setup', 'sync-status', 'quick-start'],
			n8n: { env: { GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone } },
			node: (node) => inTheDemo(node, alertAddress),
			settings: { saveDataSuccessExecution: 'all', saveManualExecutions: true },
			beforePublishing: async (prepared) => {
				options.say?.('Running Setup');
				await runSetup(prepared, alertAddress);
				status = await StatusPage.publish(prepared, prepared.beside['sync-status'] ?? '');
			},
		});
		return withStatus(stage, status!, alerts);
	} catch (error) {
		await alerts.close();
		throw error;
	}
}

function withStatus(stage: Stage, status: StatusPage, alerts: AlertReceiver): DemoStage {
	const { session, workflow, credentials } = stage;
	const xero = credentials.find(({ type }) => type === 'xeroAccountingOAuth2Api')!;
	return {
		...stage,
		status,
		alerts,
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

const CHOSEN = `**In this demo all of this is done:** Setup was run, credentials and organisation are chosen, alerts go to the page of the sandbox. One setting is not as shipped: visitors (leads) are synced as well as users, *Sync Whom* in **Map to Person**.\n\n`;

/** What is chosen here beside credentials and organisation; the note at the left says so. */
function inTheDemo(node: INode, alertAddress: string): INode {
	const choose = (parameters: INode['parameters']): INode => ({ ...node, parameters: { ...node.parameters, ...parameters } });
	// The quick start stays as its notes say.
	if (node.name === 'Map to Xero Fields') return choose({ syncWhom: 'usersWithEmail' });
	if (node.type.endsWith('.syncLedgerTrigger')) return choose({ alertChannel: 'json', alertAddress });
	if (node.name !== 'Start Here' || !String(node.parameters.content).includes('two-way sync')) return node;
	return choose({ content: String(node.parameters.content).replace('\n\n', `\n\n${CHOSEN}`) });
}
