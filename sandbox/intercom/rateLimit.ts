/** Requests of one app in one workspace, counted in windows of 10 seconds. @see https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting */
export const WINDOW_MS = 10_000;

export interface RateLimits {
	/** 10,000 a minute for an app, spread over windows. */
	perApp: number;
	/** 25,000 a minute for a workspace, all apps together. */
	perWorkspace: number;
}

export const VENDOR_LIMITS: RateLimits = { perApp: 1_666, perWorkspace: 4_166 };

export interface RateState {
	allowed: boolean;
	limit: number;
	remaining: number;
	/** Epoch seconds at which the window ends. */
	resetAt: number;
}

/** Counts calls; an app is bound by its own window and by its workspace's. */
export class RateLimiter {
	limits: RateLimits = { ...VENDOR_LIMITS };
	private window = -1;
	private readonly used = new Map<string, number>();

	/** Counts one call. */
	take(app: string, workspace: string, now: number): RateState {
		this.turn(now);
		const appUsed = this.add(`app ${app}`);
		const workspaceUsed = this.add(`workspace ${workspace}`);
		const remaining = Math.min(this.limits.perApp - appUsed, this.limits.perWorkspace - workspaceUsed);
		return { ...this.state(Math.max(0, remaining)), allowed: remaining >= 0 };
	}

	/** What an app has left, without counting a call. */
	peek(app: string, now: number): RateState {
		this.turn(now);
		const remaining = this.limits.perApp - (this.used.get(`app ${app}`) ?? 0);
		return { ...this.state(Math.max(0, remaining)), allowed: remaining > 0 };
	}

	reset(): void {
		this.used.clear();
		this.limits = { ...VENDOR_LIMITS };
	}

	private state(remaining: number): Omit<RateState, 'allowed'> {
		return { limit: this.limits.perApp, remaining, resetAt: ((this.window + 1) * WINDOW_MS) / 1000 };
	}

	private turn(now: number): void {
		const window = Math.floor(now / WINDOW_MS);
		if (window !== this.window) this.used.clear();
		this.window = window;
	}

	private add(key: string): number {
		const used = (this.used.get(key) ?? 0) + 1;
		this.used.set(key, used);
		return used;
	}
}
