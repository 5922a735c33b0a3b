import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { doneOf, idsOf, intercom, jsons, runContacts, standsIntercom } from './intercomStage';

/** Get Changed, in n8n's engine against the stand-in. */
jest.setTimeout(120_000);
standsIntercom();

describe('Get Changed', () => {
	const getChanged = (parameters: INodeParameters = {}, inputs?: IDataObject[]) => doneOf({ operation: 'getChanged', ...parameters }, inputs);

	describe.each(['day', 'second'])('where Intercom compares times by %s', (precision) => {
		beforeEach(() => intercom.kernel.switches.set('intercom.searchPrecision', precision as never));

		test('3,000 contacts come in runs of a thousand, each once and none left out, while people go on editing', async () => {
			const ids = intercom.world.seedContacts(3_000);
			const seen: IDataObject[] = [];
			const sizes: number[] = [];
			for (let watermark: unknown, more = true, edited = 0; more; edited++) {
				const items = await getChanged({}, [{ watermark } as IDataObject]);
				seen.push(...items);
				sizes.push(items.length);
				({ watermark, more } = items[0] as { watermark: string; more: boolean });
				intercom.world.people().updateContact(ids[edited] ?? '', { name: `Edited ${edited}` });
			}
			expect(sizes.slice(0, 2)).toEqual([1_000, 1_000]);
			expect(new Set(idsOf(seen))).toEqual(new Set(ids));
			expect(seen[0]).toEqual({ contactId: ids[0], updatedAt: expect.any(Number), role: 'user', workspaceId: 'sandbox1', watermark: expect.any(String), more: true });
		});

		test('only what changed since is emitted, to the second', async () => {
			intercom.world.seedContacts(600, { spacingMs: 60_000 });
			const since = new Date(Date.now() - 90 * 60_000).toISOString();
			const items = await getChanged({ since });
			expect(items.length).toBeGreaterThanOrEqual(89);
			expect(items.every(({ updatedAt }) => Number(updatedAt) >= Math.floor(Date.parse(since) / 1_000))).toBe(true);
			expect(items.length).toBeLessThanOrEqual(91);
		});

		test.each(['0', '180', '600'])('a contact that the search finds only after %s seconds is found by the next run', async (lag) => {
			intercom.kernel.switches.set('intercom.searchLag', lag as never);
			intercom.world.seedContacts(3, { spacingMs: 3_600_000 });
			const jane = intercom.world.people().createContact({ email: 'jane@acme.example' });
			const first = await getChanged();
			expect(idsOf(first).includes(jane.id)).toBe(lag === '0');
			intercom.kernel.clock.advance(Number(lag) * 1_000 + 2_000);
			expect(idsOf(await getChanged({}, [{ watermark: first[0]?.watermark } as IDataObject]))).toContain(jane.id);
		});
	});

	test.each(['no', 'yes'])('a deleted contact is never among them, whether archived ones are listed or not (%s)', async (listed) => {
		intercom.kernel.switches.set('intercom.archivedListed', listed as never);
		const [kept = '', archived = '', deleted = ''] = intercom.world.seedContacts(3);
		intercom.world.people().archive(archived);
		intercom.world.people().deleteContact(deleted);
		const expected = listed === 'yes' ? [kept, archived] : [kept];
		expect(idsOf(await getChanged()).sort()).toEqual(expected.sort());
	});

	test.each([['user', 3], ['lead', 1], ['all', 4]])('with the role %s %i are found', async (role, count) => {
		intercom.world.seedContacts(4, { leads: 0.25 });
		expect(await getChanged({ role })).toHaveLength(count);
	});

	test('without a change nothing goes on, or one item that is no contact and hands on the watermark', async () => {
		expect(await getChanged()).toEqual([]);
		const [only, ...others] = await getChanged({ whenNothingChanged: 'oneItem' });
		expect([only, others]).toEqual([{ nothingChanged: true, workspaceId: 'sandbox1', watermark: expect.stringMatching(/^\d{4}-.*Z$/), more: false }, []]);
		const behindMs = Date.now() - Date.parse(String(only?.watermark));
		expect(Math.abs(behindMs - 15 * 60_000)).toBeLessThan(60_000);
		const [sooner] = await getChanged({ whenNothingChanged: 'oneItem', options: { overlapMinutes: 30 } });
		expect(Date.now() - Date.parse(String(sooner?.watermark))).toBeGreaterThan(29 * 60_000);
	});

	test('every input item is answered on its own, paired, and the workspace is asked for its clock once', async () => {
		intercom.world.seedContacts(2, { spacingMs: 7_200_000 });
		const { outputs } = await runContacts({ operation: 'getChanged' }, [{ watermark: '' }, { watermark: Math.floor(Date.now() / 1_000) - 3_600 }, { watermark: 'soon' }]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }]);
		expect(outputs[2]).toMatchObject([{ json: { reason: 'sinceInvalid', contactId: null, input: { watermark: 'soon' } }, pairedItem: { item: 2 } }]);
		expect(intercom.kernel.journal.list({ method: 'GET' }).filter(({ path }) => path === '/me')).toHaveLength(1);
	});

	test.each<[INodeParameters, string]>([
		[{ limit: 0 }, 'Limit is "0"'],
		[{ limit: '={{ "many" }}' }, 'Limit is "many"'],
		[{ limit: 2.5 }, 'Limit is "2.5"'],
		[{ options: { overlapMinutes: -1 } }, 'Overlap (Minutes) is "-1"'],
	])('%j is refused before any call, with the field and the value', async (parameters, message) => {
		const { outputs } = await runContacts({ operation: 'getChanged', ...parameters });
		expect(jsons(outputs[2])).toMatchObject([{ reason: 'numberInvalid', message: expect.stringContaining(message) }]);
		expect(intercom.kernel.journal.list({})).toHaveLength(0);
	});
});
