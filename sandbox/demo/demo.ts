import { OWNER } from '../n8n/environment';
import { playScenarios, type RowResult } from './scenarios';
import { startStage, type Stage } from './stage';
import { tableOf } from './table';

const say = (line: string) => console.log(`  ${line}`);
const once = process.argv.includes('--once');
const EXIT_INTERRUPTED = 130;

async function main(): Promise<void> {
	const started = Date.now();
	const interrupted = firstSignal();
	const stage = await Promise.race([startStage({ say }), interrupted]);
	if (!stage) process.exit(EXIT_INTERRUPTED); // n8n, if it had been started, ends with this process
	say(`Ready after ${Math.round((Date.now() - started) / 1_000)} s`);
	try {
		if (once) await Promise.race([playAll(stage), interrupted]);
		else introduce(stage);
		if (!once) await interrupted;
	} finally {
		await stage.close();
	}
}

async function playAll(stage: Stage): Promise<void> {
	process.exitCode = EXIT_INTERRUPTED;
	const results = await playScenarios(stage, announce);
	console.log(`\n${tableOf(results)}\n`);
	process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

function announce({ name, faults }: RowResult): void {
	say(`${faults.length === 0 ? 'ok' : 'NO'}  ${name}`);
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

/** Resolves at the first Ctrl+C. */
function firstSignal(): Promise<undefined> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				say('Stopping');
				resolve(undefined);
			});
		}
	});
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
