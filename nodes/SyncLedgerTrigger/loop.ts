import { sleep, type Logger } from 'n8n-workflow';
import type { LedgerStore } from '../../lib/ledger';
import type { Emitter } from '../../lib/ledger/emitter/emitter';

/** Stopping n8n or the workflow does not wait longer for a database that does not answer; the lease ends by itself. */
const GOODBYE_MS = 5_000;
const AFTER_A_DEFECT_MS = 1_000;

/** Turn after turn until it is closed; woken at once by what this process writes. @returns closes it */
export function startLoop(emitter: Pick<Emitter, 'turn' | 'release'>, store: LedgerStore, logger: Logger): () => Promise<void> {
	const end = new AbortController();
	let bell = new AbortController();
	const endWaking = store.onWake(() => bell.abort());
	const loop = async () => {
		while (!end.signal.aborted) {
			bell = new AbortController();
			const { restMs, mayWake } = await turn();
			await rest(restMs, mayWake ? [end.signal, bell.signal] : [end.signal]);
		}
	};
	/** A turn never rejects; if one did, the sync must not stand still for it. */
	const turn = async () =>
		await emitter.turn().catch((error: unknown) => {
			logger.error('Sync Ledger Trigger failed unexpectedly and goes on', { error });
			return { restMs: AFTER_A_DEFECT_MS, mayWake: false };
		});
	const running = loop();
	return async () => {
		end.abort();
		endWaking();
		const goodbye = running.then(() => emitter.release()).catch((error: unknown) => logger.debug('Sync Ledger Trigger could not give back its lease, which ends by itself', { error }));
		await Promise.race([goodbye, sleep(GOODBYE_MS)]);
	};
}

/** A wait that ends early does not reject here. */
async function rest(ms: number, signals: AbortSignal[]): Promise<void> {
	const signal = AbortSignal.any(signals);
	if (!signal.aborted) await sleep(ms, signal).catch(() => undefined);
}
