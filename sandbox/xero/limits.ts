import type { SandboxClock } from '../kernel/clock';
import type { XeroLimits } from './options';

interface Window {
	startedAt: number;
	calls: number;
}

/** The calls of one app in one organisation. */
export interface Usage {
	minute: Window;
	day: Window;
	inFlight: number;
}

export type LimitProblem = { problem: 'minute' | 'day' | 'appminute'; retryAfterSeconds: number };

/** Xero's limits per organisation and app: fixed windows that begin with their first call. */
export class Limits {
	private readonly usages = new Map<string, Usage>();
	private readonly appMinutes = new Map<string, Window>();

	constructor(
		private readonly clock: SandboxClock,
		/** May be changed while running. */
		readonly limits: XeroLimits,
	) {}

	reset(): void {
		this.usages.clear();
		this.appMinutes.clear();
	}

	usage(appId: string, tenantId: string): Usage {
		const key = `${appId} ${tenantId}`;
		const now = this.clock.now();
		const usage = this.usages.get(key) ?? { minute: opened(now), day: opened(now), inFlight: 0 };
		this.usages.set(key, usage);
		renew(usage.minute, this.limits.minuteMs, now);
		renew(usage.day, this.limits.dayMs, now);
		return usage;
	}

	/** Counts one call, or says which limit refuses it. */
	take(appId: string, tenantId: string): LimitProblem | null {
		const usage = this.usage(appId, tenantId);
		const app = this.appMinute(appId);
		const { perDay, perMinute, appPerMinute, dayMs, minuteMs } = this.limits;
		if (usage.day.calls >= perDay) return this.refusal('day', usage.day, dayMs);
		if (usage.minute.calls >= perMinute) return this.refusal('minute', usage.minute, minuteMs);
		if (app.calls >= appPerMinute) return this.refusal('appminute', app, minuteMs);
		for (const window of [usage.day, usage.minute, app]) window.calls++;
		return null;
	}

	/** As the headers say it. */
	remaining(appId: string, tenantId: string): { day: number; minute: number; appMinute: number } {
		const usage = this.usage(appId, tenantId);
		return {
			day: Math.max(0, this.limits.perDay - usage.day.calls),
			minute: Math.max(0, this.limits.perMinute - usage.minute.calls),
			appMinute: Math.max(0, this.limits.appPerMinute - this.appMinute(appId).calls),
		};
	}

	/** Leaves this many calls of the day, for tests and demonstrations. */
	leaveOfDay(appId: string, tenantId: string, calls: number): void {
		this.usage(appId, tenantId).day.calls = this.limits.perDay - calls;
	}

	/** As if every call of the day had been made, in a day that ends so many milliseconds from now. */
	spendDay(appId: string, tenantId: string, endsInMs: number): void {
		this.leaveOfDay(appId, tenantId, 0);
		this.usage(appId, tenantId).day.startedAt = this.clock.now() + endsInMs - this.limits.dayMs;
	}

	private appMinute(appId: string): Window {
		const now = this.clock.now();
		const window = this.appMinutes.get(appId) ?? opened(now);
		this.appMinutes.set(appId, window);
		renew(window, this.limits.minuteMs, now);
		return window;
	}

	private refusal(problem: LimitProblem['problem'], window: Window, lengthMs: number): LimitProblem {
		const waitMs = window.startedAt + lengthMs - this.clock.now();
		return { problem, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
	}
}

function opened(now: number): Window {
	return { startedAt: now, calls: 0 };
}

function renew(window: Window, lengthMs: number, now: number): void {
	if (now - window.startedAt < lengthMs) return;
	window.startedAt = now;
	window.calls = 0;
}
