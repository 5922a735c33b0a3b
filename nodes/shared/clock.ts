import { sleep } from 'n8n-workflow';
import { type Clock, NoAnswer } from '../../lib/http/transport';

/** Real time and chance; a wait ends at once, with {@link NoAnswer} `cancelled`, when the execution is stopped. */
export function executionClock(): Clock {
	return {
		now: () => Date.now(),
		random: () => Math.random(),
		sleep: async (ms, signal) => {
			if (signal?.aborted) throw cancelled();
			await sleep(ms, signal).catch(() => undefined);
			if (signal?.aborted) throw cancelled();
		},
	};
}

function cancelled(): NoAnswer {
	return new NoAnswer('cancelled', 'The execution was stopped.');
}
