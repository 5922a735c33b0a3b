import type { FaultRule } from '../../../sandbox/kernel/faults';
import type { Reach } from './nodesAtRisk';
import type { Stage } from './stage';

/**
 * Who mends it. `itself`: it is over when the node has run. `person`: it lasts until somebody was told and has mended it.
 * `change`: it is over when the node has run, but nobody tries the record again before its next change.
 */
export type Mending = 'itself' | 'person' | 'change';

export interface FaultKind {
	name: string;
	mending: Mending;
	/** Begins; the node is about to run. @param target the node, `workflow: node` @returns ends it, and says whether anything met it */
	begin(stage: Stage, target: string): Promise<Ending> | Ending;
}

export interface Ending {
	end(): void;
	met(): boolean;
}

type Played = Parameters<Stage['sandbox']['faults']['add']>[0];

/** Every request to the vendor suffers it. */
function suffering(of: (stage: Stage) => FaultRule): FaultKind['begin'] {
	return (stage) => {
		const { faults } = stage.sandbox;
		const id = faults.add(of(stage) satisfies Played);
		const met = () => (faults.list().find((one) => one.id === id)?.struck ?? 0) > 0;
		let wasMet = false;
		return {
			end: () => {
				wasMet ||= met();
				faults.remove(id);
			},
			met: () => wasMet || met(),
		};
	};
}

/** Something about the connection is changed; whether it was met is seen by the answers. */
function refusing(vendor: 'xero' | 'intercom', begin: (stage: Stage) => () => void): FaultKind['begin'] {
	return (stage) => {
		const after = stage.sandbox.journal.mark();
		const end = begin(stage);
		return { end, met: () => stage.sandbox.journal.list({ vendor, after }).some(({ status }) => status !== null && status >= 400) };
	};
}

/** Nothing is answered, and n8n gives up sooner than after half a minute. */
function silent(vendor: 'xero' | 'intercom', path: RegExp | string): FaultKind['begin'] {
	return async (stage, target) => {
		const { end, met } = await suffering(() => ({ vendor, path, kind: 'timeout' }))(stage, target);
		const wait = global.setTimeout;
		const hurried = jest.spyOn(global, 'setTimeout').mockImplementation(((then: () => void, ms = 0) => wait(then, ms >= PATIENT_MS ? SOON_MS : ms)) as typeof setTimeout);
		return {
			end: () => {
				hurried.mockRestore();
				end();
			},
			met,
		};
	};
}

/** Waits of the nodes for an answer are 20 seconds and more. */
const PATIENT_MS = 20_000;
const SOON_MS = 200;

/** Nobody listens at the vendor's address. */
function unreachable(type: 'xeroAccountingOAuth2Api' | 'intercomAppTokenApi'): FaultKind['begin'] {
	return (stage) => {
		const credential = stage.credentials[type]!;
		const { simulatorUrl } = credential;
		credential.simulatorUrl = NOBODY;
		return { end: () => void (credential.simulatorUrl = simulatorUrl!), met: () => true };
	};
}

const ANY = /./;
const NOBODY = 'http://127.0.0.1:9';
const API = '/api.xro/2.0/';
const REFUSED_BY_XERO = { ErrorNumber: 10, Type: 'ValidationException', Message: 'A validation exception occurred', Elements: [{ ValidationErrors: [{ Message: 'Something is not as Xero wants it' }] }] };
const REFUSED_BY_INTERCOM = { type: 'error.list', request_id: 'r', errors: [{ code: 'parameter_invalid', message: 'Something is not as Intercom wants it' }] };
const HOURS_MS = 3 * 3_600_000;

const XERO: FaultKind[] = [
	{ name: '500', mending: 'itself', begin: suffering(() => ({ vendor: 'xero', path: API, kind: 'status', status: 500, body: { ErrorNumber: 0, Type: 'UnknownError', Message: 'An error occurred in Xero.' } })) },
	{ name: '503 with Retry-After', mending: 'itself', begin: suffering(() => ({ vendor: 'xero', path: API, kind: 'status', status: 503, body: 'The Organisation is offline', headers: { 'content-type': 'text/plain', 'retry-after': '300' } })) },
	{ name: '429 of the minute', mending: 'itself', begin: suffering(() => ({ vendor: 'xero', path: API, kind: 'empty429', headers: { 'x-rate-limit-problem': 'minute', 'retry-after': '20' } })) },
	{ name: '429 of the day', mending: 'person', begin: refusing('xero', spendDay) },
	{ name: 'no answer in time', mending: 'itself', begin: silent('xero', API) },
	{ name: 'lost answer', mending: 'itself', begin: suffering(() => ({ vendor: 'xero', path: API, kind: 'resetAfter' })) },
	{ name: 'connection refused', mending: 'itself', begin: unreachable('xeroAccountingOAuth2Api') },
	{ name: '401 revoked', mending: 'person', begin: refusing('xero', revokeXero) },
	{ name: '403 disconnected', mending: 'person', begin: refusing('xero', disconnectXero) },
	{ name: '400', mending: 'change', begin: suffering(() => ({ vendor: 'xero', path: API, kind: 'status', status: 400, body: REFUSED_BY_XERO })) },
];

const INTERCOM: FaultKind[] = [
	{ name: '500', mending: 'itself', begin: suffering(() => ({ vendor: 'intercom', path: ANY, kind: 'status', status: 500, body: { type: 'error.list', errors: [{ code: 'server_error', message: 'Server error' }] } })) },
	{ name: '503 with Retry-After', mending: 'itself', begin: suffering(() => ({ vendor: 'intercom', path: ANY, kind: 'status', status: 503, body: '<html>unavailable</html>', headers: { 'content-type': 'text/html', 'retry-after': '300' } })) },
	{ name: '429', mending: 'itself', begin: suffering(() => ({ vendor: 'intercom', path: ANY, kind: 'empty429', headers: { 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1_000) + 10) } })) },
	{ name: 'no answer in time', mending: 'itself', begin: silent('intercom', ANY) },
	{ name: 'lost answer', mending: 'itself', begin: suffering(() => ({ vendor: 'intercom', path: ANY, kind: 'resetAfter' })) },
	{ name: 'connection refused', mending: 'itself', begin: unreachable('intercomAppTokenApi') },
	{ name: '401 revoked', mending: 'person', begin: refusing('intercom', revokeIntercom) },
	{ name: '403 permission taken', mending: 'person', begin: refusing('intercom', takePermissions) },
	{ name: '400', mending: 'change', begin: suffering(() => ({ vendor: 'intercom', path: ANY, kind: 'status', status: 400, body: REFUSED_BY_INTERCOM })) },
];

const LEDGER: FaultKind[] = (['locked', 'full'] as const).map((trouble) => ({
	name: trouble,
	mending: 'itself',
	begin: async ({ ledger }) => {
		await ledger.begin(trouble);
		return { end: () => ledger.end(), met: () => ledger.met > 0 };
	},
}));

const CHANNEL: FaultKind[] = [
	{ name: 'refuses once', mending: 'itself', begin: (stage) => refusingChannel(stage, 1) },
	{ name: 'refuses', mending: 'itself', begin: (stage) => refusingChannel(stage, Number.POSITIVE_INFINITY) },
];

/** An expression that somebody broke, an isolate that n8n lost, memory: whatever a node does, it may throw. */
const NOTHING: FaultKind[] = [{ name: 'throws', mending: 'itself', begin: breakingDown }];

export const FAULTS: Readonly<Record<Reach, readonly FaultKind[]>> = { xero: XERO, intercom: INTERCOM, ledger: LEDGER, readLedger: LEDGER.slice(0, 1), channel: CHANNEL, nothing: NOTHING };

/** The day ends by itself, hours later. */
function spendDay({ sandbox: { xero } }: Stage): () => void {
	for (const { clientId } of xero.options.apps) xero.limits.spendDay(clientId, xero.organisation().id, HOURS_MS);
	return () => undefined;
}

function revokeXero(stage: Stage): () => void {
	const { authority, options } = stage.sandbox.xero;
	for (const { clientId } of options.apps) authority.revoke(clientId);
	return () => stage.reconnectXero();
}

/** Somebody ended the connection of this organisation, in Xero. */
function disconnectXero(stage: Stage): () => void {
	const { authority } = stage.sandbox.xero;
	authority.connections.clear();
	return () => stage.reconnectXero();
}

function revokeIntercom({ sandbox: { intercom } }: Stage): () => void {
	intercom.setTokens('revoked');
	return () => intercom.setTokens('live');
}

function takePermissions({ sandbox: { intercom } }: Stage): () => void {
	const { permissions } = intercom.app();
	const had = [...permissions];
	permissions.clear();
	return () => had.forEach((permission) => permissions.add(permission));
}

function breakingDown(stage: Stage, target: string): Ending {
	let struck = 0;
	stage.within = (node) => {
		if (node !== target) return;
		struck += 1;
		throw new Error('The expression could not be evaluated');
	};
	return { end: () => void (stage.within = () => undefined), met: () => struck > 0 };
}

function refusingChannel(stage: Stage, times: number): Ending {
	let struck = 0;
	stage.channel = () => {
		if (struck >= times) return;
		struck += 1;
		throw new Error('The channel takes nothing: 503');
	};
	return { end: () => void (stage.channel = () => undefined), met: () => struck > 0 };
}
