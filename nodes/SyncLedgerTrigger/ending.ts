import { ExecutionCancelledError, UserError, type ExecutionStatus, type IRun } from 'n8n-workflow';
import type { Ending } from '../../lib/ledger/emitter/flight';

const OVER: ReadonlySet<ExecutionStatus> = new Set(['success', 'error', 'crashed', 'canceled']);

/**
 * What n8n's promise of an execution came to. It also comes when an execution goes to rest in a Wait node and will go on, in
 * queue mode too: null, for that is no end. Nothing at all is the answer where it failed before its first node. Pure.
 */
export function endingOf(run: IRun | undefined): Ending | null {
	if (run === undefined) return 'ended';
	return !run.waitTill && OVER.has(run.status) ? 'ended' : null;
}

/**
 * Why n8n's promise was broken. n8n's Engine 2.0 refuses a trigger that asks for the end of its execution, with a UserError
 * before anything has started; another error comes from an execution that could not start, or was over when n8n looked. Pure.
 */
export function brokenPromise(error: unknown): Ending {
	if (error instanceof UserError) return 'notStarted';
	return error instanceof ExecutionCancelledError ? 'stopped' : 'ended';
}
