import { showBeside } from './beside';
import { OWNER } from '../n8n/environment';
import { startDemoStage, type DemoStage } from './demoStage';
import type { RowResult } from './rows/row';
import { playScenarios } from './scenarios';
import { STATUS_VISITOR } from './statusPage';
import { tableOf } from './table';

const say = (line: string) => console.log(`  ${line}`);
const once = process.argv.includes('--once');
const EXIT_INTERRUPTED = 130;

async function main(): Promise<void> {
	const started = Date.now();
	const interrupted = firstSignal();
	const stage = await Promise.race([startDemoStage({ say, connect: 'requests' }), interrupted]);
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

async function playAll(stage: DemoStage): Promise<void> {
	process.exitCode = EXIT_INTERRUPTED;
	const results = await playScenarios(stage, announce);
	console.log(`\n${tableOf(results)}\n`);
	process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

function announce({ name, faults }: RowResult): void {
	say(`${faults.length === 0 ? 'ok' : 'NO'}  ${name}`);
}

function introduce(stage: DemoStage): void {
	const { n8n, sandbox, workflow, beside, status } = stage;
	showBeside(stage);
	console.log(`
Intercom, Xero  ${sandbox.pageUrl}
  change a contact on either side and watch it arrive on the other; break things and watch it recover
Status page     ${status.address}
  sign in with  ${STATUS_VISITOR.username} / ${STATUS_VISITOR.password}
n8n editor      ${n8n.baseUrl}/workflow/${workflow.id}
  sign in with  ${OWNER.email} / ${OWNER.password}
  live there    Two-Way Sync, after Setup was run; to try beside it: Quick Start, ${n8n.baseUrl}/workflow/${beside['quick-start']}

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
