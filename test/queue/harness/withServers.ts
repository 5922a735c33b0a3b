import { whyNoServers } from './servers';

/**
 * Tests that need PostgreSQL and Redis. Where neither is to be had the run says so loudly, and fails where CI is set.
 * @param define the tests
 */
export function withServers(define: () => void): void {
	const why = whyNoServers();
	if (why === undefined) return define();
	console.error(`\n*** QUEUE MODE IS SKIPPED: nothing of what several processes of n8n must do is tested in this run.\n*** ${why}\n`);
	test('PostgreSQL and Redis are there wherever CI is set', () => expect({ ci: Boolean(process.env.CI), why }).toEqual({ ci: false, why }));
}
