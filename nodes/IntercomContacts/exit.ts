import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';

/** Order of the node's outputs. */
export const OUTPUTS = ['done', 'gone', 'failed'] as const;
export const OUTPUT_NAMES = ['Done', 'Gone', 'Failed'];

/** The one way an input item leaves the node. */
export type Exit =
	| { output: 'done'; json: IDataObject }
	| { output: 'gone'; json: IDataObject }
	| { output: 'failed'; json: IDataObject; failure: Failure };

export function done(json: object): Exit {
	return { output: 'done', json: { ...json } };
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

/** @param contactId null where the operation is not about one contact */
export function failed(failure: Failure, attempts: number, input: IDataObject, contactId: string | null): Exit {
	const { reason, message, nextStep, retryable } = failure;
	return {
		output: 'failed',
		failure,
		json: {
			contactId,
			reason,
			class: failure.class,
			message: contactId === null ? message : `Contact ${contactId}: ${message}`,
			nextStep,
			retryable,
			retryAt: failure.retryAt ?? null,
			requestId: failure.requestId ?? null,
			attempts,
			input,
		},
	};
}

/** One array an output, in input order, each item paired with the one it came from. */
export function sorted(exits: readonly Exit[]): INodeExecutionData[][] {
	const leaving = exits.map(({ output, json }, item) => ({ output, item: { json, pairedItem: { item } } }));
	return OUTPUTS.map((name) => leaving.filter(({ output }) => output === name).map(({ item }) => item));
}
