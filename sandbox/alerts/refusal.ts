/** How a channel answers a body it does not take; null: it takes it. */
export interface ChannelRefusal {
	status: number;
	body: unknown;
}

/** The first promise a body breaks, in words; undefined: none. */
export function firstBroken(promises: Record<string, boolean>): string | undefined {
	return Object.entries(promises).find(([, kept]) => !kept)?.[0];
}

/** Text of 1 to `longest` characters. */
export function isText(value: unknown, longest: number): value is string {
	return typeof value === 'string' && value.length > 0 && value.length <= longest;
}

/** An address a person can open. */
export function isAddress(value: unknown): boolean {
	return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
