import type { ITriggerFunctions } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import type { LedgerStore } from '../../lib/ledger';
import { readWatermark, writeWatermark } from '../../lib/ledger/decisions/holders';
import { LedgerProblem, mayPass } from '../../lib/ledger/store/problem';
import type { PollSetup } from '../../lib/xero/reading/poller';
import { ledgerName, openLedger } from '../shared/openLedger';
import { takeAll } from './intoLedger';
import { anotherOrganisation } from './organisation';

/** As Sync Ledger, Get Watermark and Set Watermark name it. */
const WATERMARK = 'xero contacts';

/**
 * Changes go into the ledger, and the ledger remembers how far they were seen: the watermark moves once they are on disk. What
 * the next process reads again the ledger knows, and it does nothing about it.
 */
export function handOverByLedger(context: ITriggerFunctions, organisationId: string): Pick<PollSetup, 'recall' | 'handOver'> {
	return {
		recall: async () => {
			const kept = await onLedger(context, async (store) => await store.change(readWatermark(WATERMARK)));
			if (!kept.ok) return kept;
			return { ok: true, watch: kept.value === null ? null : { seenUntil: Date.parse(kept.value.value), told: {} } };
		},
		handOver: async (news, { seenUntil }) => {
			const handed = await onLedger(context, async (store) => {
				const answers = await takeAll(store, organisationId, news);
				if (!Array.isArray(answers)) throw anotherOrganisation(ledgerName(context), answers.binding, organisationId);
				await store.change(writeWatermark(WATERMARK, new Date(seenUntil).toISOString(), Date.now()));
			});
			return handed.ok ? null : handed.failure;
		},
	};
}

type Done<T> = { ok: true; value: T } | { ok: false; failure: Failure };

async function onLedger<T>(context: ITriggerFunctions, work: (store: LedgerStore) => Promise<T>): Promise<Done<T>> {
	const working = async (): Promise<Done<T>> => ({ ok: true, value: await work(await openLedger(context)) });
	return await working().catch((error: unknown) => {
		if (!(error instanceof LedgerProblem)) throw error;
		return { ok: false, failure: failureOf(error) };
	});
}

function failureOf({ trouble, message, nextStep }: LedgerProblem): Failure {
	const retryable = mayPass(trouble);
	return { class: retryable ? 'transient' : 'validation', reason: `ledger ${trouble}`, message, nextStep, retryable };
}
