import { code, forEachTest, intercom, people } from './strictIntercom';

forEachTest();

describe('search and list', () => {
	const search = async (query: unknown, rest: object = {}, path = '/contacts/search') => await intercom.call('POST', path, { query, ...rest });
	const SYDNEY_MIDNIGHT = Date.parse('2026-06-10T00:00:00+10:00');

	test('compares times by calendar day of the workspace: > skips the rest of the day', async () => {
		intercom.kernel.clock.advance(SYDNEY_MIDNIGHT + 9 * 3_600_000 - Date.now());
		people().createContact({ name: 'same day' });
		intercom.kernel.clock.advance(16 * 3_600_000);
		people().createContact({ name: 'next day' });
		const noon = SYDNEY_MIDNIGHT / 1000 + 1;
		const names = async (operator: string) => (await search({ field: 'created_at', operator, value: noon })).body.data.map((one: { name: string }) => one.name);
		expect(await names('>')).toEqual(['next day']);
		expect(await names('=')).toEqual(['same day']);
		expect(await names('<')).toEqual([]);
		intercom.kernel.switches.set('intercom.searchPrecision', 'second');
		expect(await names('>')).toEqual(['next day', 'same day']);
	});

	test('a day of 23 hours ends where the clocks say, not after 24 hours', async () => {
		const lateEvening = Date.parse('2026-10-04T23:30:00+11:00');
		intercom.kernel.clock.advance(lateEvening - Date.now());
		people().createContact({ name: 'evening of the change to summer time' });
		const morning = Date.parse('2026-10-04T01:00:00+10:00') / 1000;
		expect((await search({ field: 'created_at', operator: '=', value: morning })).body.total_count).toBe(1);
		expect((await search({ field: 'created_at', operator: '>', value: morning })).body.total_count).toBe(0);
	});

	test.each([
		['>= on a date', { field: 'updated_at', operator: '>=', value: 1 }, {}, 'parameter_invalid'],
		['a word for a date', { field: 'updated_at', operator: '>', value: 'foorbar' }, {}, 'parameter_invalid'],
		['an unknown field', { field: 'company', operator: '=', value: 'Acme' }, {}, 'invalid_field'],
		['16 filters in a group', { operator: 'OR', value: Array.from({ length: 16 }, () => ({ field: 'email', operator: '=', value: 'x' })) }, {}, 'parameter_invalid'],
		['three levels', { operator: 'AND', value: [{ operator: 'OR', value: [{ operator: 'AND', value: [{ field: 'email', operator: '=', value: 'x' }] }] }] }, {}, 'parameter_invalid'],
		['more than 150 a page', { field: 'role', operator: '=', value: 'user' }, { pagination: { per_page: 151 } }, 'parameter_invalid'],
		['a made-up sort order', { field: 'role', operator: '=', value: 'user' }, { sort: { field: 'updated_at', order: 'desc' } }, 'invalid_sort_order'],
	])('refuses %s', async (_what, query, rest, expected) => {
		const answer = await search(query, rest);
		expect([answer.status, code(answer)]).toEqual([400, expected]);
	});

	test('starting_after counts in the body and is ignored in the address', async () => {
		intercom.world.seedContacts(4);
		const query = { field: 'role', operator: '=', value: 'user' };
		const sort = { field: 'updated_at', order: 'ascending' };
		const first = await search(query, { sort, pagination: { per_page: 2 } });
		const cursor = first.body.pages.next.starting_after;
		const again = await search(query, { sort, pagination: { per_page: 2 } }, `/contacts/search?starting_after=${encodeURIComponent(cursor)}`);
		expect(again.body.data).toEqual(first.body.data);
		const second = await search(query, { sort, pagination: { per_page: 2, starting_after: cursor } });
		expect(second.body.data.map((one: { email: string }) => one.email)).toEqual(['person2@seed.example', 'person3@seed.example']);
		expect([second.body.pages.page, second.body.pages.next]).toEqual([2, undefined]);
	});

	test('an edited contact appears again in an ascending pass and nobody is skipped', async () => {
		const ids = intercom.world.seedContacts(6);
		const body = { sort: { field: 'updated_at', order: 'ascending' }, query: { field: 'role', operator: '=', value: 'user' } };
		const first = (await intercom.call('POST', '/contacts/search', { ...body, pagination: { per_page: 3 } })).body;
		intercom.kernel.clock.advance(1_000);
		people().updateContact(ids[0] ?? '', { phone: '+61400000009' });
		const rest = (await intercom.call('POST', '/contacts/search', { ...body, pagination: { per_page: 10, starting_after: first.pages.next.starting_after } })).body;
		expect(rest.data.map((one: { id: string }) => one.id)).toEqual([...ids.slice(3), ids[0]]);
	});

	test('new contacts can be found only after the index lag', async () => {
		intercom.kernel.switches.set('intercom.searchLag', '180');
		people().createContact({ email: 'jane@acme.example' });
		const query = { field: 'email', operator: '=', value: 'jane@acme.example' };
		expect((await search(query)).body.total_count).toBe(0);
		intercom.kernel.clock.advance(181_000);
		expect((await search(query)).body.total_count).toBe(1);
	});

	test('archived, merged and deleted contacts are not listed; an empty cursor is a 500', async () => {
		const [a, b, c] = intercom.world.seedContacts(3);
		people().archive(a ?? '');
		people().deleteContact(b ?? '');
		expect((await intercom.call('GET', '/contacts')).body.data.map((one: { id: string }) => one.id)).toEqual([c]);
		expect((await intercom.call('GET', '/contacts?starting_after=')).status).toBe(500);
	});

	test('ten times as many contacts take about ten times as long to make and to search, up to 100,000', async () => {
		const everybody = { field: 'updated_at', operator: '<', value: 4_000_000_000 };
		const costOf = async (contacts: number) => {
			const made = await processorMs(() => void intercom.world.seedContacts(contacts));
			await search(everybody);
			const searched = await processorMs(async () => {
				const page = await search(everybody, { pagination: { per_page: 150 } });
				expect(page.body.total_count).toBe(contacts);
			});
			intercom.world.reset();
			return { made, searched };
		};
		await costOf(10_000);
		const [few, many] = [await costOf(10_000), await costOf(100_000)];
		// Something quadratic would be at a hundred; a few milliseconds more are noise.
		expect([many.made < 30 * few.made + 200, many.searched < 30 * few.searched + 200]).toEqual([true, true]);
	}, 120_000);
});

/** Processor time of this process, which other work on the machine does not add to. */
async function processorMs(work: () => void | Promise<void>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
