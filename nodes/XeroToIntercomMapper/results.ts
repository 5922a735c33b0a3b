import { omit } from 'es-toolkit';
import type { IDataObject } from 'n8n-workflow';
import type { BackResult } from '../../lib/mapping/back/backRecord';
import { backProblem, type BackProblem } from '../../lib/mapping/back/problems';
import { carriedLedger } from '../shared/carriedLedger';

/** Outputs of the node, in their order. */
export const OUTPUT_NAMES = ['Mapped', 'Rejected', 'Skipped'] as const;

const OUTPUT: Record<BackResult['kind'], number> = { mapped: 0, rejected: 1, skipped: 2 };

/** By which output a result leaves and what its item holds: a mapped one what it had, and the record under `back`. The key `error` is never used: n8n would move such items. */
export function outputOf(result: BackResult, input: IDataObject): { output: number; json: IDataObject } {
	const body = result.kind === 'mapped' ? { ...input, back: result.record } : omit(result, ['kind']);
	return { output: OUTPUT[result.kind], json: { ...body, ...carriedLedger(input, `back.${result.kind}`) } as IDataObject };
}

/** An item that needs no mapping, because it brings attributes alone. */
export function passedOn(input: IDataObject): { output: number; json: IDataObject } {
	return { output: OUTPUT.mapped, json: { ...input, ...carriedLedger(input, 'back.mapped') } };
}

/** The answer to an item that is no contact of Xero. */
export function notAContact(): BackResult {
	return rejectedItem(backProblem('item', 'notAXeroContact', '', 'The item is not a Xero contact: it has none under xeroContact, and no ContactID', 'Connect the first output of Xero Contact Upsert (Get Contacts) to this node.'));
}

/** The answer to an item at which the node itself failed while it is set to go on. */
export function failedMapping(error: unknown): BackResult {
	const message = (error instanceof Error ? error.message : String(error)).slice(0, 200).replace(/\.$/, '');
	return rejectedItem(backProblem('item', 'mappingFailed', '', `The item could not be mapped: ${message}`, 'Check the parameters of the node.'));
}

function rejectedItem(found: BackProblem): BackResult {
	return { kind: 'rejected', xeroContactId: '', reason: found.rule, message: `${found.message}. ${found.fix}`, problems: [found], contact: { id: '', name: '', email: '' } };
}
