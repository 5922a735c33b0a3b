/** True for an object whose fields may be read by name; arrays and null are none. Pure. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
