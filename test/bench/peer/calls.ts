import type { Sandbox } from '../../../sandbox/sandbox';

/** Calls that a run made. */
export interface Calls {
	xero: number;
	/** Of Xero, by what was called. */
	byOperation: Record<string, number>;
	/** Of Xero, refused by a limit: no call of its minute. */
	refused: number;
	/** Of Intercom. */
	reads: number;
	writes: number;
}

/** Counted as they come: the journal forgets old ones. */
export function countCalls(sandbox: Sandbox): Calls {
	const calls: Calls = { xero: 0, byOperation: {}, refused: 0, reads: 0, writes: 0 };
	sandbox.journal.subscribe(({ vendor, path, method, operation, status }) => {
		if (vendor === 'xero') {
			if (!path.startsWith('/api.xro/')) return;
			if (status === 429) return void calls.refused++;
			calls.xero++;
			calls.byOperation[operation] = (calls.byOperation[operation] ?? 0) + 1;
		} else if (method === 'GET' || path.endsWith('/search')) calls.reads++;
		else calls.writes++;
	});
	return calls;
}
