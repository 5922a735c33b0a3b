import { callsOfMigration } from '../sandbox/upsert/pagesSpent';

test('100,000 people into an organisation that holds 20,000 of them, page by page: hardly more calls than Xero needs', async () => {
	const spent = await callsOfMigration(100_000, 20_000);
	console.log(`first sync ${spent.first} calls (2,020 at least), ${spent.changedPeople} changed ${spent.changed} calls`);
	expect(spent).toMatchObject({ created: 80_000, updated: 20_000, changedPeople: 1_000 });
	expect(spent.first).toBeLessThanOrEqual(2_060);
	expect(spent.changed).toBeLessThanOrEqual(70);
}, 3_600_000);
