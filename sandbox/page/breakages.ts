import type { FaultRule } from '../kernel/faults';
import type { Sandbox } from '../sandbox';

/** One thing a person may break from the page. */
export interface Breakage {
	/** On its button, in plain English. */
	label: string;
	group: 'Next Xero call' | 'Xero' | 'Intercom';
	strike(sandbox: Sandbox): void;
}

const API = '/api.xro/2.0/';
const WRITES = /\/api\.xro\/2\.0\/Contacts$/i;

/** The next Xero call suffers a fault, once. */
const nextXero = (fault: Omit<Extract<FaultRule, { kind: 'status' }>, 'vendor'>) => (sandbox: Sandbox) =>
	void sandbox.faults.add({ ...fault, vendor: 'xero', path: API, times: 1 });

/** @see https://developer.xero.com/documentation/guides/oauth2/limits */
function refuseByMinute(sandbox: Sandbox): void {
	sandbox.faults.add({ vendor: 'xero', path: API, times: 1, kind: 'empty429', headers: { 'x-rate-limit-problem': 'minute', 'retry-after': '15' } });
}

/** What is left of Xero's day then: longer than a call is slept through, and short enough to be waited for. */
export const REST_OF_DAY_MS = 150_000;

/** Each call is refused until the day is over, as the meter shows. */
function spendDay({ xero }: Sandbox): void {
	for (const { clientId } of xero.options.apps) for (const { id } of xero.allOrganisations()) xero.limits.spendDay(clientId, id, REST_OF_DAY_MS);
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
	xeroMinuteLimit: { label: '429 minute limit', group: 'Next Xero call', strike: refuseByMinute },
	xeroError500: {
		label: '500 error',
		group: 'Next Xero call',
		strike: nextXero({ kind: 'status', status: 500, body: { ErrorNumber: 0, Type: 'UnknownError', Message: 'An error occurred in Xero.' } }),
	},
	xeroOffline: {
		label: '503 as text',
		group: 'Next Xero call',
		strike: nextXero({ kind: 'status', status: 503, body: 'The Organisation is offline', headers: { 'content-type': 'text/plain' } }),
	},
	xeroLostAnswer: {
		label: 'Write, lose the answer',
		group: 'Next Xero call',
		strike: loseNextWrite,
	},
	xeroDayLimit: { label: "Spend the day's calls", group: 'Xero', strike: spendDay },
	xeroExpireToken: { label: 'Expire the access token', group: 'Xero', strike: (sandbox) => sandbox.xero.authority.expireAccessTokens() },
	xeroRevoke: {
		label: 'Revoke access',
		group: 'Xero',
		strike: (sandbox) => sandbox.xero.options.apps.forEach(({ clientId }) => sandbox.xero.authority.revoke(clientId)),
	},
	intercomLoseNotification: { label: 'Lose the next notification', group: 'Intercom', strike: (sandbox) => sandbox.intercom.deliveries.troubleNext('lose') },
	intercomDoubleNotification: { label: 'Send the next one twice', group: 'Intercom', strike: (sandbox) => sandbox.intercom.deliveries.troubleNext('double') },
	intercomReorderNotification: { label: 'Swap the next two', group: 'Intercom', strike: (sandbox) => sandbox.intercom.deliveries.troubleNext('reorder') },
	intercomRevoke: { label: 'Revoke the token', group: 'Intercom', strike: (sandbox) => sandbox.intercom.setTokens('revoked') },
} satisfies Record<string, Breakage>;

export type BreakageName = keyof typeof BREAKAGES;

/**
 * Disarms all faults and troubles, begins a new day in Xero and makes Intercom's tokens good again. A revoked Xero connection needs a
 * new consent: whoever runs a sync beside gives it.
 */
export async function mendAll(sandbox: Sandbox): Promise<void> {
	sandbox.faults.clear();
	sandbox.xero.limits.reset();
	sandbox.intercom.deliveries.clearTroubles();
	sandbox.intercom.setTokens('live');
	if (sandbox.beside !== null && !isXeroConnected(sandbox)) await sandbox.beside.connectXero();
}

/** The first app in the first organisation, as the page shows it. */
function isXeroConnected({ xero }: Sandbox): boolean {
	const [app] = xero.options.apps;
	return app !== undefined && xero.authority.isConnected(app.clientId, xero.organisation().id);
}
