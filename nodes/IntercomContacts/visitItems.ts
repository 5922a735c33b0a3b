import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { visitUntilStandstill } from '../../lib/http/standsStill';
import { NoAnswer } from '../../lib/http/transport';
import { companyFailed, failed, type Exit } from './exit';
import type { Operation, Session } from './operation';

/** Items in work at the same time; each needs up to five calls, and Intercom allows 1,666 in 10 s. */
const ITEMS_AT_ONCE = 5;

/**
 * Runs an operation for every item, a few at the same time. One bad item does not stop the others; a refused credential
 * or a long wait does: nothing is sent any more, and the rest leaves with the same reason. The first item goes alone,
 * so that a refused credential costs one call.
 * @returns the exits of each item, in input order
 */
export async function visitItems(operation: Operation, session: Session, items: readonly INodeExecutionData[]): Promise<Exit[][]> {
	const inputOf = (item: number) => items[item]?.json ?? {};
	return await visitUntilStandstill(items.map((_, item) => item), {
		width: ITEMS_AT_ONCE,
		visit: async (item) => await runSafely(operation, session, item, inputOf(item)),
		failuresOf: (exits) => exits.flatMap((exit) => (exit.output === 'failed' ? [exit.failure] : [])),
		unvisited: (item, failure) => [unread(failure, operation, session.context, item, inputOf(item))],
		now: session.connection.clock.now,
	});
}

async function runSafely(operation: Operation, session: Session, item: number, input: IDataObject): Promise<Exit[]> {
	try {
		return [await actingFor(operation, session.context, item).run(session, item, input)].flat();
	} catch (error) {
		const failure = error instanceof NoAnswer ? stopped : unforeseen(error);
		return [unread(failure, operation, session.context, item, input)];
	}
}

/** Nothing can be asked of Intercom: every item leaves by Failed. */
export function allUnread(failure: Failure, operation: Operation, context: IExecuteFunctions, items: readonly INodeExecutionData[]): Exit[][] {
	return items.map(({ json }, item) => [unread(failure, operation, context, item, json)]);
}

/** Names the contact or company, for a retry later. */
function unread(failure: Failure, chosen: Operation, context: IExecuteFunctions, item: number, input: IDataObject): Exit {
	const operation = actingFor(chosen, context, item);
	if (operation.companyId) return companyFailed(failure, 0, input, idRead(() => operation.companyId?.(context, item)));
	return failed(failure, 0, input, idRead(() => operation.contactId?.(context, item)));
}

function actingFor(operation: Operation, context: IExecuteFunctions, item: number): Operation {
	return operation.forItem?.(context, item) ?? operation;
}

/** null where the id cannot be read. */
function idRead(read: () => unknown): string | null {
	try {
		const id = read();
		return typeof id === 'string' ? id : null;
	} catch {
		return null;
	}
}

const stopped: Failure = {
	class: 'transient',
	reason: 'stopped',
	message: 'The execution was stopped.',
	nextStep: 'Run the workflow again.',
	retryable: true,
};

/** An expression in a parameter that cannot be evaluated ends here as well, hence the advice. */
function unforeseen(error: unknown): Failure {
	return {
		class: 'defect',
		reason: 'unexpected',
		message: error instanceof Error ? error.message.slice(0, 300) : 'Something unexpected happened.',
		nextStep: "Check the expressions in this node's parameters; if they are right, report it to the maintainers of this package.",
		retryable: false,
	};
}
