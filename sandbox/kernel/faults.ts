import type { Vendor } from './journal';

/**
 * What goes wrong. `status`: that answer instead of acting. `resetBefore`: the connection dies, nothing happened.
 * `resetAfter`: the vendor acts, then the connection dies. `timeout`: no answer ever, acting first with `act: true`.
 * `brokenJson`: the vendor acts and its answer is cut in half. `html404` and `empty429`: as Xero's gateway sends them.
 */
export type FaultKind =
	| { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
	| { kind: 'resetBefore' }
	| { kind: 'resetAfter' }
	| { kind: 'timeout'; act?: boolean }
	| { kind: 'brokenJson' }
	| { kind: 'html404' }
	| { kind: 'empty429'; headers?: Record<string, string> };

export type FaultRule = FaultKind & {
	vendor: Vendor;
	method?: string;
	/** Tested against the path without its query string; a string must be contained. */
	path?: RegExp | string;
	/** How often the rule strikes; absent: until removed. */
	times?: number;
	/** Let this many matching requests pass first. */
	skip?: number;
	/** In [0, 1]; absent: always. */
	probability?: number;
};

interface ArmedRule {
	id: number;
	rule: FaultRule;
	struck: number;
	skipped: number;
}

/** Faults on demand; the first armed rule that matches a request strikes. */
export class Faults {
	private rules: ArmedRule[] = [];
	private lastId = 0;

	constructor(private readonly random: () => number) {}

	/** @returns the rule's id, for {@link remove} */
	add(rule: FaultRule): number {
		this.rules.push({ id: ++this.lastId, rule, struck: 0, skipped: 0 });
		return this.lastId;
	}

	remove(id: number): void {
		this.rules = this.rules.filter((armed) => armed.id !== id);
	}

	list(): Array<{ id: number; rule: FaultRule; struck: number }> {
		return this.rules.map(({ id, rule, struck }) => ({ id, rule, struck }));
	}

	clear(): void {
		this.rules = [];
	}

	/** The fault this request suffers, counted as struck; null for an untroubled one. */
	take(request: { vendor: Vendor; method: string; path: string }): FaultRule | null {
		for (const armed of this.rules) {
			if (!concerns(armed.rule, request) || !this.strikes(armed)) continue;
			armed.struck++;
			return armed.rule;
		}
		return null;
	}

	private strikes(armed: ArmedRule): boolean {
		const { times, skip, probability } = armed.rule;
		if (times !== undefined && armed.struck >= times) return false;
		if (skip !== undefined && armed.skipped < skip) {
			armed.skipped++;
			return false;
		}
		return probability === undefined || this.random() < probability;
	}
}

function concerns(rule: FaultRule, request: { vendor: Vendor; method: string; path: string }): boolean {
	if (rule.vendor !== request.vendor) return false;
	if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) return false;
	if (rule.path === undefined) return true;
	return typeof rule.path === 'string' ? request.path.includes(rule.path) : rule.path.test(request.path);
}
