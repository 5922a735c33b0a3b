import type { FastifyRequest } from 'fastify';
import type { Kernel } from '../kernel/kernel';
import { forbidden, refused, unauthorised, type Answer } from './answer';
import { requestFingerprint } from './idempotency';
import type { XeroOrganisation } from './organisation';
import { allows } from './scopes';
import type { XeroWorld } from './world';

/** Who calls, and for which organisation. */
export interface Caller {
	appId: string;
	organisation: XeroOrganisation;
	scopes: string[];
}

/** Token, then organisation. @returns the caller, or Xero's refusal */
export function identifyCaller(world: XeroWorld, kernel: Kernel, request: FastifyRequest): Caller | Answer {
	const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	const found = token === undefined ? null : world.authority.grantOf(token);
	if (found === null) return unauthorised('AuthenticationUnsuccessful');
	if ('expiredAt' in found) return unauthorised(`TokenExpired: token expired at ${usDate(found.expiredAt)}`);
	const tenantId = String(request.headers['xero-tenant-id'] ?? '').toLowerCase();
	if (tenantId === '') return kernel.switches.get('xero.missingTenant') === '400' ? forbidden(400, 'Bad Request') : forbidden();
	const organisation = world.findOrganisation(tenantId);
	const { appId, scopes } = found.grant;
	if (organisation === undefined || !world.authority.isConnected(appId, organisation.id)) return forbidden();
	return { appId, organisation, scopes };
}

/** @returns Xero's refusal where the token lacks the scope */
export function checkScope(caller: Caller, needed: string, kernel: Kernel): Answer | null {
	if (allows(caller.scopes, needed)) return null;
	const headers = { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' };
	if (kernel.switches.get('xero.scopeRefusal') === '401') return unauthorised('AuthorizationUnsuccessful', headers);
	return { ...forbidden(), headers };
}

/** Concurrency, day, minute and app limits. @returns the empty 429, or null after counting the call */
export function checkLimits(caller: Caller, world: XeroWorld, kernel: Kernel, tooMany: boolean): Answer | null {
	if (tooMany) return { status: 429, headers: concurrencyHeaders(kernel) };
	const problem = world.limits.take(caller.appId, caller.organisation.id);
	if (problem === null) return null;
	return {
		status: 429,
		headers: { 'X-Rate-Limit-Problem': problem.problem, 'Retry-After': String(problem.retryAfterSeconds) },
	};
}

function concurrencyHeaders(kernel: Kernel): Record<string, string> {
	const answer = kernel.switches.get('xero.concurrency429');
	if (answer === 'bare') return {};
	return { 'X-Rate-Limit-Problem': 'concurrent', ...(answer === 'retryAfter' ? { 'Retry-After': '1' } : {}) };
}

/** The headers on every answer of a known organisation. */
export function limitHeaders(caller: Caller, world: XeroWorld, kernel: Kernel): Record<string, string> {
	const left = world.limits.remaining(caller.appId, caller.organisation.id);
	const headers: Record<string, string> = {
		'X-MinLimit-Remaining': String(left.minute),
		'X-AppMinLimit-Remaining': String(left.appMinute),
	};
	if (kernel.switches.get('xero.dateHeader') === 'ahead') headers.Date = new Date(kernel.clock.now() + DATE_AHEAD_MS).toUTCString();
	if (kernel.switches.get('xero.dayHeader') === 'sent') headers['X-DayLimit-Remaining'] = String(left.day);
	return headers;
}

/** How far the Date header may be ahead of the data. */
const DATE_AHEAD_MS = 30_000;

const IDEMPOTENCY_KEY_MAX = 128;

/** Answers a write from the kept ones, or does it and keeps its answer, errors included. */
export function withIdempotency(caller: Caller, world: XeroWorld, request: FastifyRequest, act: () => Answer): Answer {
	const key = request.headers['idempotency-key'];
	if (typeof key !== 'string' || key === '' || request.method === 'GET' || request.method === 'DELETE') return act();
	if (key.length > IDEMPOTENCY_KEY_MAX) {
		return refused(10, 'ValidationException', `The Idempotency-Key must not be longer than ${IDEMPOTENCY_KEY_MAX} characters`);
	}
	const fingerprint = requestFingerprint(request.method, request.url, caller.organisation.id, request.rawBody);
	const kept = world.idempotency.find(caller.appId, key, fingerprint);
	if (kept === 'mismatch') {
		return refused(10, 'ValidationException', `The Idempotency-Key ${key} is used with a different request`);
	}
	if (kept !== null) return kept;
	const answer = act();
	world.idempotency.keep(caller.appId, key, fingerprint, answer);
	return answer;
}

function usDate(ms: number): string {
	const [date = '', time = ''] = new Date(ms).toISOString().split('T');
	const [year, month, day] = date.split('-');
	return `${month}/${day}/${year} ${time.slice(0, 8)}`;
}
