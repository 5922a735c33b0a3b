import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { carriedLedger, type Learned } from '../shared/carriedLedger';

/** Order of the node's outputs. */
export const OUTPUTS = ['done', 'gone', 'failed'] as const;
export const OUTPUT_NAMES = ['Done', 'Gone', 'Failed'];

/** The way an input item leaves the node, or one record of the list that was read for it. */
export type Exit = { json: IDataObject; learned?: Learned } & ({ output: 'done' | 'gone' } | { output: 'failed'; failure: Failure });

/** @param learned what an item of a ledger carries on */
export function done(json: object, learned: Learned = {}): Exit {
	return { output: 'done', json: { ...json }, learned };
}

/** What was read for one input item, as an item each. */
export function doneAll(list: readonly IDataObject[]): Exit[] {
	return list.map((json) => done(json));
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
 * @param exits of each input item
 * @param carrying absent where what leaves is not about the record of the item, such as a list
 */
export function sorted(exits: readonly Exit[][], inputs: readonly INodeExecutionData[], carrying?: Carrying): INodeExecutionData[][] {
	const leaving = exits.flatMap((ofItem, item) =>
		ofItem.map(({ output, json, learned }) => {
			const ledger = carrying ? carriedLedger(inputs[item]?.json ?? {}, `${carrying}.${output}`, learned) : {};
			return { output, item: { json: { ...json, ...ledger }, pairedItem: { item } } };
		}),
	);
	return OUTPUTS.map((name) => leaving.filter(({ output }) => output === name).map(({ item }) => item));
}
