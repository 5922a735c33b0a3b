import { callsOfMigration } from './pagesSpent';

test('pages of a job fill calls of Xero together', async () => {
	const spent = await callsOfMigration(6_000, 1_200);
	expect(spent).toMatchObject({ created: 4_800, updated: 1_200 });
	// 2 pages of the list, 96 calls that create and 24 that update.
	expect(spent.first).toBeLessThanOrEqual(2 + 96 + 24 + 4);
	expect(spent.changed).toBeLessThanOrEqual(8);
}, 600_000);
