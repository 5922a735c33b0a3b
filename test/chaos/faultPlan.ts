import type { FaultKind } from '../../sandbox/kernel/faults';
import type { JournalEntry, Vendor } from '../../sandbox/kernel/journal';
import type { Sandbox } from '../../sandbox/sandbox';

interface Share {
	/** Of all requests, in percent. */
	percent: number;
	fault: FaultKind;
}

/** What goes wrong, as the requirement counts it: 19% of all requests in all. */
function sharesOf(vendor: Vendor, now: () => number): Share[] {
	return [
		...tooMany(vendor, now),
		{ percent: 3, fault: { kind: 'status', status: 500, body: '{"Message":"An error occurred."}' } },
		{ percent: 2, fault: { kind: 'status', status: 503, body: 'The service is unavailable.', headers: { 'content-type': 'text/plain' } } },
		{ percent: 3, fault: { kind: 'resetBefore' } },
		{ percent: 3, fault: { kind: 'resetAfter' } },
		{ percent: 1, fault: { kind: 'timeout' } },
		{ percent: 1, fault: { kind: 'timeout', act: true } },
		{ percent: 1, fault: { kind: 'brokenJson' } },
	];
}

/** 5% in all, one in five of them without any hint how long to wait. */
function tooMany(vendor: Vendor, now: () => number): Share[] {
	const bare: Share = { percent: 1, fault: { kind: 'empty429' } };
	if (vendor === 'xero') {
		const wait = (seconds: number) => ({ 'x-rate-limit-problem': 'minute', 'retry-after': String(seconds) });
		return [
			{ percent: 3, fault: { kind: 'empty429', headers: wait(7) } },
			{ percent: 1, fault: { kind: 'empty429', headers: wait(58) } },
			bare,
		];
	}
	const body = '{"type":"error.list","request_id":"r","errors":[{"code":"rate_limit_exceeded","message":"Exceeded rate limit"}]}';
	// Read anew for every answer: Intercom names the second at which its window ends.
	const headers = { get 'x-ratelimit-reset'() { return String(Math.ceil(now() / 10_000) * 10); } };
	return [{ percent: 4, fault: { kind: 'status', status: 429, body, headers } }, bare];
}

/** What the shares above come to, in percent of all requests. */
export const MOST_FAULTS = 19;

/** Arms both vendors. @param inAll how many percent of all requests fail. A rule is only asked where those before it let the request pass, so its chance is conditional. */
export function armFaults(sandbox: Sandbox, inAll = MOST_FAULTS): void {
	for (const vendor of ['xero', 'intercom'] as const) {
		let left = 100;
		for (const { percent: share, fault } of sharesOf(vendor, () => sandbox.clock.now())) {
			const percent = (share * inAll) / MOST_FAULTS;
			sandbox.faults.add({ vendor, ...fault, probability: percent / left });
			left -= percent;
		}
	}
}

export interface Traffic {
	requests: Record<Vendor, number>;
	/** By kind; a fault with a status by its status. */
	faults: Record<string, number>;
}

/** Counts every request from here on. */
export function countTraffic(sandbox: Sandbox): Traffic {
	const traffic: Traffic = { requests: { xero: 0, intercom: 0 }, faults: {} };
	sandbox.journal.subscribe((entry) => {
		traffic.requests[entry.vendor] += 1;
		const name = faultName(entry);
		if (name !== undefined) traffic.faults[name] = (traffic.faults[name] ?? 0) + 1;
	});
	return traffic;
}

function faultName({ fault, status }: JournalEntry): string | undefined {
	if (fault === undefined) return undefined;
	if (fault === 'empty429') return '429';
	return fault === 'status' ? String(status) : fault;
}
