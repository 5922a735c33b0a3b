import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { carriedLedger, type Learned } from '../shared/carriedLedger';

/** Order of the node's outputs. */
export const OUTPUTS = ['done', 'gone', 'failed'] as const;
export const OUTPUT_NAMES = ['Done', 'Gone', 'Failed'];

/** The one way an input item leaves the node; several items where the operation reads a list. */
export type Exit = { learned?: Learned } & (
	| { output: 'done'; json: IDataObject | IDataObject[] }
	| { output: 'gone'; json: IDataObject }
	| { output: 'failed'; json: IDataObject; failure: Failure }
);

/** @param learned what an item of a ledger carries on */
export function done(json: object, learned: Learned = {}): Exit {
	return { output: 'done', json: { ...json }, learned };
}

/** What was read for one input item, as an item each. */
export function doneAll(list: IDataObject[]): Exit {
	return { output: 'done', json: list };
}

/** The contact was merged into another, or Intercom told of its removal. */
export function gone(contactId: string, reason: 'merged' | 'deleted' | 'archived', winnerId?: string): Exit {
	const what = {
		merged: `Contact ${contactId} was merged into contact ${winnerId ?? ''}.`,
		deleted: `Contact ${contactId} was deleted in Intercom.`,
		archived: `Contact ${contactId} was archived in Intercom.`,
	}[reason];
	return { output: 'gone', json: { contactId, reason, ...(winnerId !== undefined && { winnerId }), message: what } };
}

/** Intercom told of the company's removal. */
export function companyGone(companyId: string): Exit {
	return { output: 'gone', json: { companyId, reason: 'deleted', message: `Company ${companyId} was deleted in Intercom.` } };
}

/** @param contactId null where the operation is not about one contact */
export function failed(failure: Failure, attempts: number, input: IDataObject, contactId: string | null): Exit {
	const message = contactId === null ? failure.message : `Contact ${contactId}: ${failure.message}`;
	return { output: 'failed', failure, json: { contactId, ...reportOf(failure, message), attempts, input } };
}

/** @param companyId null where the operation is not about one company */
export function companyFailed(failure: Failure, attempts: number, input: IDataObject, companyId: string | null): Exit {
	const message = companyId === null ? failure.message : `Company ${companyId}: ${failure.message}`;
	return { output: 'failed', failure, json: { companyId, ...reportOf(failure, message), attempts, input } };
}

function reportOf(failure: Failure, message: string): IDataObject {
	const { reason, nextStep, retryable } = failure;
	return {
		reason,
		class: failure.class,
		message,
		nextStep,
		retryable,
		retryAt: failure.retryAt === undefined ? null : new Date(failure.retryAt).toISOString(),
		requestId: failure.requestId ?? null,
	};
}

/** What an operation on one record is called in `left` of the items of a ledger. */
export type Carrying = 'profile' | 'company' | 'reference';

/**
 * One array an output, in input order, each item paired with the one it came from.
 * @param carrying absent where what leaves is not about the record of the item, such as a list
 */
export function sorted(exits: readonly Exit[], inputs: readonly INodeExecutionData[], carrying?: Carrying): INodeExecutionData[][] {
	const leaving = exits.flatMap(({ output, json, learned }, item) => {
		const ledger = carrying ? carriedLedger(inputs[item]?.json ?? {}, `${carrying}.${output}`, learned) : {};
		return [json].flat().map((one) => ({ output, item: { json: { ...one, ...ledger }, pairedItem: { item } } }));
	});
	return OUTPUTS.map((name) => leaving.filter(({ output }) => output === name).map(({ item }) => item));
}
