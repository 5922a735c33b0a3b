import type { FaultRule } from '../kernel/faults';
import type { Sandbox } from '../sandbox';

/** One thing a person may break from the page. */
export interface Breakage {
	/** On its button, in plain English. */
	label: string;
	group: 'Xero answers' | 'Xero connection' | 'Intercom';
	strike(sandbox: Sandbox): void;
}

const API = '/api.xro/2.0/';
const WRITES = /\/api\.xro\/2\.0\/Contacts$/i;

/** The next Xero call suffers a fault, once. */
const nextXero = (fault: Omit<Extract<FaultRule, { kind: 'status' }>, 'vendor'>) => (sandbox: Sandbox) =>
	void sandbox.faults.add({ ...fault, vendor: 'xero', path: API, times: 1 });

/** @see https://developer.xero.com/documentation/guides/oauth2/limits */
function refuseByLimit(sandbox: Sandbox, problem: 'minute' | 'day', retryAfter: string): void {
	const headers = { 'x-rate-limit-problem': problem, 'retry-after': retryAfter };
	sandbox.faults.add({ vendor: 'xero', path: API, times: 1, kind: 'empty429', headers });
}

/** The next create or update, whichever comes first, is carried out and its answer lost. */
function loseNextWrite(sandbox: Sandbox): void {
	const fault = { vendor: 'xero', path: WRITES, times: 1, kind: 'resetAfter' } as const;
	const ids = ['PUT', 'POST'].map((method) => sandbox.faults.add({ ...fault, method }));
	const end = sandbox.journal.subscribe((entry) => {
		if (entry.fault !== 'resetAfter') return;
		for (const id of ids) sandbox.faults.remove(id);
		end();
	});
}

export const BREAKAGES = {
	xeroMinuteLimit: { label: '429 minute limit', group: 'Xero answers', strike: (sandbox) => refuseByLimit(sandbox, 'minute', '15') },
	xeroDayLimit: { label: '429 day limit', group: 'Xero answers', strike: (sandbox) => refuseByLimit(sandbox, 'day', '73451') },
	xeroError500: {
		label: '500 error',
		group: 'Xero answers',
		strike: nextXero({ kind: 'status', status: 500, body: { ErrorNumber: 0, Type: 'UnknownError', Message: 'An error occurred in Xero.' } }),
	},
	xeroOffline: {
		label: '503 as text',
		group: 'Xero answers',
		strike: nextXero({ kind: 'status', status: 503, body: 'The Organisation is offline', headers: { 'content-type': 'text/plain' } }),
	},
	xeroLostAnswer: {
		label: 'Write, lose the answer',
		group: 'Xero answers',
		strike: loseNextWrite,
	},
	xeroExpireToken: { label: 'Expire the access token', group: 'Xero connection', strike: (sandbox) => sandbox.xero.authority.expireAccessTokens() },
	xeroRevoke: {
		label: 'Revoke access',
		group: 'Xero connection',
		strike: (sandbox) => sandbox.xero.options.apps.forEach(({ clientId }) => sandbox.xero.authority.revoke(clientId)),
	},
	intercomLoseNotification: { label: 'Lose the next notification', group: 'Intercom', strike: (sandbox) => sandbox.intercom.deliveries.troubleNext('lose') },
	intercomDoubleNotification: { label: 'Send the next one twice', group: 'Intercom', strike: (sandbox) => sandbox.intercom.deliveries.troubleNext('double') },
	intercomReorderNotification: { label: 'Swap the next two', group: 'Intercom', strike: (sandbox) => sandbox.intercom.deliveries.troubleNext('reorder') },
	intercomRevoke: { label: 'Revoke the token', group: 'Intercom', strike: (sandbox) => sandbox.intercom.setTokens('revoked') },
} satisfies Record<string, Breakage>;

export type BreakageName = keyof typeof BREAKAGES;

/** Disarms all faults and troubles and makes Intercom's tokens good again; a revoked Xero connection needs a new consent. */
export function mendAll(sandbox: Sandbox): void {
	sandbox.faults.clear();
	sandbox.intercom.deliveries.clearTroubles();
	sandbox.intercom.setTokens('live');
}
