/**
 * Runs `work` over a list, at most `width` pieces at the same time.
 * @returns results in the order of the list; the first rejection is passed on
 */
export async function pool<T, R>(list: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
	const results = new Array<R>(list.length);
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let position = next++; position < list.length; position = next++) {
			results[position] = await work(list[position]!);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, list.length) }, worker));
	return results;
}
