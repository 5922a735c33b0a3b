import type { HttpResponse, Transport } from '../../../lib/http/transport';
import { paced } from '../../../lib/xero/pace/pacing';
import { newQuota } from '../../../lib/xero/pace/quota';
import { seededRandom } from '../../../sandbox/kernel/random';
import { ManualClock } from '../http/manualClock';

export const HOUR_MS = 3_600_000;

/** A vendor with 60 calls a minute; it counts a call when it arrives, somewhere between sending and answer. */
export class Vendor {
	private arrivals: number[] = [];
	private windowStart = -Infinity;
	inFlight = 0;
	mostInFlight = 0;
	refused = 0;
	readonly sentAt: number[] = [];

	constructor(
		private readonly clock: ManualClock,
		private readonly window: 'fixed' | 'rolling',
		private readonly latency: () => number,
		private readonly headers: 'always' | 'sometimes' | 'never' = 'always',
	) {}

	readonly transport: Transport = async () => {
		this.sentAt.push(this.clock.now());
		this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
		await this.clock.sleep(this.latency());
		const answer = this.arrive();
		await this.clock.sleep(this.latency());
		this.inFlight -= 1;
		return answer;
	};

	/** Calls of somebody else's. */
	spend(calls: number): void {
		for (let call = 0; call < calls; call++) this.arrive();
	}

	private arrive(): HttpResponse {
		const now = this.clock.now();
		if (this.window === 'rolling') this.arrivals = this.arrivals.filter((at) => at > now - 60_000);
		else if (now - this.windowStart >= 60_000) [this.windowStart, this.arrivals] = [now, []];
		const free = this.arrivals.length < 60;
		if (free) this.arrivals.push(now);
		else this.refused += 1;
		const until = (this.window === 'rolling' ? this.arrivals[0]! : this.windowStart) + 60_000;
		const headers: Record<string, string> = free ? {} : { 'x-rate-limit-problem': 'minute', 'retry-after': String(Math.ceil((until - now) / 1_000)) };
		const shown = this.headers === 'always' || (this.headers === 'sometimes' && this.sentAt.length % 3 === 0);
		if (shown) headers['x-minlimit-remaining'] = String(60 - this.arrivals.length);
		return { status: free ? 200 : 429, headers, body: free ? {} : '' };
	}
}

export function scene(window: 'fixed' | 'rolling', headers: 'always' | 'sometimes' | 'never' = 'always', seed = 1, latencyMs = 400) {
	const clock = new ManualClock();
	const random = seededRandom(seed);
	const vendor = new Vendor(clock, window, () => Math.floor(random() * latencyMs), headers);
	const quota = newQuota();
	const send = paced(vendor.transport, quota, clock, HOUR_MS);
	return { clock, vendor, quota, send };
}
