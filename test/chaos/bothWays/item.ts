/** An item as it goes from node to node. */
export type Item = { ledger: Record<string, unknown> } & Record<string, unknown>;

/** The item, as it leaves a node by an output. */
export function leaving(item: Item, left: string, more: object, learned: object = {}): Item {
	return { ...more, ledger: { ...item.ledger, ...learned, left } } as Item;
}

/** As the nodes write a failure. */
export function failureIn(failure: { retryAt?: number }): object {
	const { retryAt, ...facts } = failure;
	return { ...facts, ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }) };
}
