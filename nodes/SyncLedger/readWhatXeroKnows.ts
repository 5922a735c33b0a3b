import type { IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_BACKOFF } from '../../lib/http/backoff';
import type { Failure } from '../../lib/http/failure';
import type { LedgerStore } from '../../lib/ledger';
import { readBinding } from '../../lib/ledger/decisions/holders';
import { readSettings } from '../../lib/ledger/decisions/published';
import { tellSweep } from '../../lib/ledger/decisions/sweepNews';
import { sweepBalances, type BalanceSweep } from '../../lib/ledger/sweep/sweepBalances';
import { balancesAlert, BALANCES_KEY, BALANCES_OVER, balanceWords } from '../../lib/ledger/sweep/sweepWords';
import { readBalances, type ContactBalance } from '../../lib/xero/reading/contactBalances';
import type { XeroResult } from '../../lib/xero/api/endpoints';
import { executionClock } from '../shared/clock';
import { credentialFailure } from '../shared/credentialFailure';
import { xeroBase } from '../shared/xeroBase';
import { connectOrganisation, inOneTurn, type XeroConnection } from '../shared/xeroConnection';

/** Longest wait for Xero, or for the turn of this worker, before the night is broken off. */
const { maxWaitMs } = DEFAULT_BACKOFF;

/** What the item of the operation says. */
export type WhatWasRead = Pick<BalanceSweep, 'seen' | 'pages' | 'due'> & { complete: boolean; reason: string; message: string; nextStep: string };

type Pages = AsyncGenerator<XeroResult<ContactBalance[]>>;

/** Once for all items: what is read is Xero's whole list, of the organisation that the ledger is bound to. */
export async function readWhatXeroKnows(context: IExecuteFunctions, store: LedgerStore): Promise<WhatWasRead> {
	const { whatXeroKnows, bothWays, reserve } = await store.change(readSettings());
	const binding = await store.change(readBinding());
	if (!whatXeroKnows || bothWays === null || binding === null) return NOTHING_TO_READ;
	const { now } = executionClock();
	const result = await sweepBalances(store, pagesOf(context, binding.organisationId, reserve), now);
	await tell(store, result, now());
	const { seen, pages, due, failure } = result;
	return { seen, pages, due, complete: failure === null, reason: failure?.reason ?? '', message: balanceWords(result), nextStep: failure?.nextStep ?? '' };
}

const NOTHING_TO_READ: WhatWasRead = {
	seen: 0, pages: 0, due: 0, complete: false, reason: 'switchedOff', message: 'Nothing was read: What Only Xero Knows is off.',
	nextStep: 'To have it, switch on Both Ways and What Only Xero Knows in the Sync Ledger Trigger, and publish its workflow.',
};

/** Each page in a turn of its own, so that live changes of other workers go between two pages; the last calls of the day are theirs. */
async function* pagesOf(context: IExecuteFunctions, organisationId: string, reserve: number): Pages {
	const connection = await connected(context, organisationId, reserve);
	if (!('client' in connection)) return yield unread(connection);
	const pages = readBalances(connection.client);
	for (;;) {
		const page = await inOneTurn<IteratorResult<XeroResult<ContactBalance[]>, void>>(connection, maxWaitMs, async () => await pages.next(), (failure) => ({ done: false, value: unread(failure) }));
		if (page.done === true) return;
		yield page.value;
	}
}

async function connected(context: IExecuteFunctions, organisationId: string, reserve: number): Promise<XeroConnection | Failure> {
	const baseUrl = await xeroBase(context).catch((error: unknown) => credentialFailure('Xero', error));
	return typeof baseUrl === 'string' ? await connectOrganisation(context, organisationId, baseUrl, { maxWaitMs, reserve }) : baseUrl;
}

function unread(failure: Failure): XeroResult<ContactBalance[]> {
	return { ok: false, failure, attempts: 0 };
}

async function tell(store: LedgerStore, result: BalanceSweep, now: number): Promise<void> {
	const alert = balancesAlert(result);
	if (alert !== null) await store.change(tellSweep(result.sweep, { state: 'broken', alert }, now, 'balances'));
	if (result.failure === null) await store.change(tellSweep(result.sweep, { state: 'whole', key: BALANCES_KEY, title: BALANCES_OVER }, now, 'balances'));
}
