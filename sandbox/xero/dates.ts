/** Epoch ms in Xero's JSON form. @see https://developer.xero.com/documentation/api/accounting/requests-and-responses#json-responses-and-date-formats */
export function xeroDate(ms: number): string {
	return `/Date(${ms}+0000)/`;
}

/** Epoch ms as `2026-11-23T02:41:20.1234567`, Xero's ISO form without a zone. */
export function xeroIso(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, -1)}0000`;
}

/** If-Modified-Since cut to the second, as epoch ms; undefined where it is no date. Without a zone it is UTC. */
export function modifiedSince(header: string): number | undefined {
	const zoned = /(Z|[+-]\d\d:?\d\d|GMT)$/i.test(header.trim()) ? header : `${header}Z`;
	const ms = Date.parse(zoned);
	return Number.isNaN(ms) ? undefined : Math.floor(ms / 1_000) * 1_000;
}
