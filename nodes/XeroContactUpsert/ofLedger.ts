import type { INodeExecutionData } from 'n8n-workflow';
import { ledgerIn } from '../shared/carriedLedger';

/** The organisations that the ledgers of these items are bound to; none where they are of no ledger. Pure. */
export function organisationsOfLedgers(items: readonly INodeExecutionData[]): string[] {
	const ids = items.map(({ json }) => ledgerIn(json)?.organisationId);
	return [...new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''))];
}

/** Calls of Xero's day that the job of these items leaves to live changes; 0 where they are of none. Pure. */
export function reserveOfLedger(items: readonly INodeExecutionData[]): number {
	return Math.max(0, ...items.map(({ json }) => Number(ledgerIn(json)?.reserve) || 0));
}
