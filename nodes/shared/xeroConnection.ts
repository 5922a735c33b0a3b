import type { IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_BACKOFF } from '../../lib/http/backoff';
import type { CallContext } from '../../lib/http/call';
import type { Failure } from '../../lib/http/failure';
import type { Clock } from '../../lib/http/transport';
import { keepingReserve } from '../../lib/xero/pace/dayReserve';
import type { CallsLeft } from '../../lib/ledger/events/callsLeft';
import type { XeroClient } from '../../lib/xero/api/endpoints';
import { inTurn, type OrganisationTurn } from '../../lib/xero/pace/organisationTurn';
import { paced } from '../../lib/xero/pace/pacing';
import { dayLeft } from '../../lib/xero/pace/quota';
import { authenticatedTransport } from './authenticatedTransport';
import { executionClock } from './clock';
import { XERO_CREDENTIAL } from './xeroBase';
import { quotaOf } from './xeroQuota';
import { ledgerAway, sharedTurn } from './xeroTurn';

/** How patiently and how sparingly Xero is called. */
export interface Pacing {
	/** Longest wait for Xero before the remaining items leave by Failed. */
	maxWaitMs: number;
	/** Calls of the day to leave for others. */
	reserve: number;
}

export interface XeroConnection {
	client: XeroClient;
	clock: Clock;
	/** What Xero said last of the organisation's day; null: nothing yet. */
	callsLeft: () => CallsLeft | null;
	/** Where workers take turns: to be entered before the client is used. */
	turn?: OrganisationTurn;
}

/** An organisation, reached at its own pace; or what a person has to do first. */
export async function connectOrganisation(context: IExecuteFunctions, organisationId: string, baseUrl: string, { maxWaitMs, reserve }: Pacing): Promise<XeroConnection | Failure> {
	const calls = xeroCalls(context, maxWaitMs);
	const quota = quotaOf(baseUrl, organisationId);
	const turn = await sharedTurn(context, quota).catch((error: unknown) => ledgerAway(error));
	if (turn !== undefined && 'class' in turn) return turn;
	const inTime = paced(turn ? inTurn(calls.transport, turn, calls.clock) : calls.transport, quota, calls.clock, maxWaitMs);
	const transport = keepingReserve(inTime, quota, calls.clock, reserve);
	const callsLeft = () => {
		const left = dayLeft(quota);
		return left === null ? null : { organisationId, ...left };
	};
	return { client: { baseUrl, organisationId, context: { ...calls, transport } }, clock: calls.clock, callsLeft, ...(turn && { turn }) };
}

/** Does all of something in one turn of this process, where workers take turns; `otherwise` where it does not come in time. */
export async function inOneTurn<T>({ turn, clock, client }: XeroConnection, maxWaitMs: number, work: () => Promise<T>, otherwise: (failure: Failure) => T): Promise<T> {
	if (turn === undefined) return await work();
	const failure = await turn.enter(clock, maxWaitMs, client.context.signal);
	if (failure !== null) return otherwise(failure);
	try {
		return await work();
	} finally {
		await turn.leave(clock);
	}
}

/** How a call of an execution goes to Xero, at no pace yet. */
export function xeroCalls(context: IExecuteFunctions, maxWaitMs: number): Omit<CallContext, 'classify'> {
	return {
		transport: authenticatedTransport(context, XERO_CREDENTIAL),
		clock: executionClock(),
		signal: context.getExecutionCancelSignal(),
		backoff: { ...DEFAULT_BACKOFF, maxWaitMs },
		onRetry: ({ failure, attempt, waitMs }) =>
			context.logger.info(`Xero call is tried again in ${Math.round(waitMs / 1_000)} s`, {
				reason: failure.reason,
				attempt,
			}),
	};
}
