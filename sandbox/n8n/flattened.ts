/**
 * Reads the form in which n8n stores executions (npm package `flatted`): one array in which every object, array and
 * string is an entry and refers to others by their index, written as a string.
 */
export function unflatten(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const built = new Map<number, unknown>();
	const entry = (index: number): unknown => {
		const value = entries[index];
		if (typeof value !== 'object' || value === null) return value;
		if (built.has(index)) return built.get(index);
		const target: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		built.set(index, target);
		for (const [key, reference] of Object.entries(value)) {
			(target as Record<string, unknown>)[key] = typeof reference === 'string' ? entry(Number(reference)) : reference;
		}
		return target;
	};
	return entry(0);
}
