import { OWNER } from '../n8n/environment';
import { playScenarios, type RowResult } from './scenarios';
import { startStage, type Stage } from './stage';
import { tableOf } from './table';

const say = (line: string) => console.log(`  ${line}`);
const once = process.argv.includes('--once');

async function main(): Promise<void> {
	const started = Date.now();
	const stage = await startStage({ say });
	say(`Ready after ${Math.round((Date.now() - started) / 1_000)} s`);
	const stopped = stopOnSignal(stage);
	try {
		if (once) process.exitCode = report(await playScenarios(stage, announce));
		else {
			introduce(stage);
			await stopped;
		}
	} finally {
		await stage.close();
	}
}

function announce({ name, faults }: RowResult): void {
	say(`${faults.length === 0 ? 'ok' : 'NO'}  ${name}`);
}

function report(results: RowResult[]): number {
	console.log(`\n${tableOf(results)}\n`);
	return results.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

function introduce({ n8n, sandbox, workflow, triggerUrl }: Stage): void {
	console.log(`
n8n editor      ${n8n.baseUrl}/workflow/${workflow.id}
  sign in with  ${OWNER.email} / ${OWNER.password}
Intercom, Xero  ${sandbox.pageUrl}
  change a contact on the left and watch it arrive in Xero on the right
Notifications   ${triggerUrl}

Ctrl+C stops everything.
`);
}

/** Resolves at Ctrl+C; a run of the scenarios is cut short by closing the stage under it. */
function stopOnSignal(stage: Stage): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				say('Stopping');
				if (once) void stage.close().finally(() => process.exit(130));
				else resolve();
			});
		}
	});
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
