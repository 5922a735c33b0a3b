/** The part of n8n's date object that the workflows use. Times are epoch ms. */
export class ModelTime {
	constructor(private readonly ms: number) {}

	plus(span: Span): ModelTime {
		return new ModelTime(this.ms + msOf(span));
	}

	minus(span: Span): ModelTime {
		return new ModelTime(this.ms - msOf(span));
	}

	toUTC(): this {
		return this;
	}

	toISO(): string {
		return new Date(this.ms).toISOString();
	}

	toISODate(): string {
		return this.toISO().slice(0, 10);
	}
}

interface Span {
	minutes?: number;
	days?: number;
}

function msOf({ minutes = 0, days = 0 }: Span): number {
	return (days * 24 * 60 + minutes) * 60_000;
}

/** What an expression may mention. */
export interface Scope {
	$json: unknown;
	$: (node: string) => unknown;
	$now: ModelTime;
	Date: unknown;
	$itemIndex: number;
	$execution: { id: string };
	$workflow: { id: string };
}

type Compiled = (...values: unknown[]) => unknown;
const NAMES = ['$json', '$', '$now', 'Date', '$itemIndex', '$execution', '$workflow'] as const;
const compiled = new Map<string, Compiled>();

/** The value of a parameter: `={{ ... }}` is computed, `=text {{ ... }}` filled in, anything else is itself. */
export function evaluate(value: unknown, scope: Scope): unknown {
	if (typeof value !== 'string' || !value.startsWith('=')) return value;
	const whole = /^=\{\{([\s\S]*)\}\}$/.exec(value);
	if (whole) return compute(whole[1]!, scope);
	return value.slice(1).replace(/\{\{([\s\S]*?)\}\}/g, (_, part: string) => String(compute(part, scope)));
}

function compute(source: string, scope: Scope): unknown {
	const work = compiled.get(source) ?? (new Function(...NAMES, `return (${source})`) as Compiled);
	compiled.set(source, work);
	return work(...NAMES.map((name) => scope[name]));
}

/** A `Date` whose now is the model's. */
export function dateAt(now: number): unknown {
	return class extends Date {
		constructor(...given: [] | [number | string]) {
			if (given.length === 0) super(now);
			else super(given[0]);
		}

		static override now(): number {
			return now;
		}
	};
}
