import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { checkEntries, specPresent } from '../../sandbox/kernel/specCheck';
import { doneOf, idsOf, intercom, jsons, posts, runContacts, standsIntercom } from './intercomStage';

/** The operations that read lists of contacts and companies, in n8n's engine against the stand-in. */
jest.setTimeout(120_000);
standsIntercom();

describe('Get Page of contacts', () => {
	test.each(['ids', 'profiles'])('an item of a page leads to the next one as it is (%s)', async (output) => {
		const ids = intercom.world.seedContacts(5);
		const seen: unknown[] = [];
		for (let item: IDataObject | undefined = {}; item !== undefined; ) {
			const items = await doneOf({ operation: 'getPage', output, pageSize: 2 }, [item]);
			seen.push(...items.map(({ contactId, contact }) => contactId ?? (contact as IDataObject).id));
			item = items[0]?.isLast === true ? undefined : items[0];
		}
		expect(seen).toEqual(ids);
	});

	test('3,000 contacts in pages of 150, the last one says so', async () => {
		const ids = intercom.world.seedContacts(3_000, { leads: 0.1 });
		const pages: IDataObject[][] = [];
		for (let cursor: unknown = ''; cursor !== null; ) {
			const page = await doneOf({ operation: 'getPage' }, [{ cursor } as IDataObject]);
			pages.push(page);
			cursor = page[0]?.nextCursor ?? null;
			expect(page.every(({ nextCursor, isLast }) => nextCursor === cursor && isLast === (cursor === null))).toBe(true);
		}
		expect(pages.map(({ length }) => length)).toEqual(Array.from({ length: 20 }, () => 150));
		expect(new Set(idsOf(pages.flat()))).toEqual(new Set(ids));
		expect(pages[0]?.[0]).toEqual({ contactId: ids[0], role: 'lead', email: 'person0@seed.example', updatedAt: expect.any(Number), segments: null, workspaceId: 'sandbox1', nextCursor: expect.any(String), isLast: false, total: 3_000 });
		expect(intercom.kernel.journal.list({}).map(({ method, path }) => `${method} ${path}`)).toEqual(Array.from({ length: 20 }, () => 'POST /contacts/search'));
	});

	test('says in which of the named segments each contact is; members are read once a sweep, not once a page', async () => {
		const ids = intercom.world.seedContacts(400);
		const people = intercom.world.people();
		for (const id of ids.slice(0, 200)) people.addToSegment(id, 'Paying');
		for (const id of ids.slice(100, 120)) people.addToSegment(id, 'Trial');
		people.addToSegment(ids[0]!, 'Never Asked For');
		const sweep = async () => {
			const seen = new Map<unknown, unknown>();
			for (let cursor: unknown = ''; cursor !== null; ) {
				const page = await doneOf({ operation: 'getPage', segments: 'trial, Paying' }, [{ cursor } as IDataObject]);
				for (const { contactId, segments } of page) seen.set(contactId, segments);
				cursor = page[0]?.nextCursor ?? null;
			}
			return seen;
		};
		const expected = (index: number) => [...(index < 200 ? ['Paying'] : []), ...(index >= 100 && index < 120 ? ['Trial'] : [])];
		expect(await sweep()).toEqual(new Map(ids.map((id, index) => [id, expected(index)])));
		const pages = 3;
		expect(posts('/contacts/search')).toHaveLength(pages + 2 + 1);
		people.removeFromSegment(ids[5]!, 'Paying');
		expect((await sweep()).get(ids[5])).toEqual([]);
		const { outputs } = await runContacts({ operation: 'getPage', segments: 'Payed' }, [{}]);
		expect(jsons(outputs[2])).toMatchObject([{ reason: 'segmentUnknown', message: expect.stringContaining('"Payed"') }]);
	});

	test('an item without a cursor starts at the beginning; one that is no text is refused', async () => {
		intercom.world.seedContacts(3);
		expect(await doneOf({ operation: 'getPage', pageSize: 2 }, [{ other: 1 }])).toHaveLength(2);
		const { outputs } = await runContacts({ operation: 'getPage' }, [{ cursor: { page: 2 } }]);
		expect(jsons(outputs[2])).toMatchObject([{ reason: 'cursorInvalid', contactId: null }]);
	});

	test('a cursor that Intercom does not know fails with what it said', async () => {
		const { outputs } = await runContacts({ operation: 'getPage' }, [{ cursor: 'made-up' }]);
		expect(jsons(outputs[2])).toMatchObject([{ class: 'validation', reason: 'intercomRejected', requestId: expect.any(String) }]);
	});
});

test('Get Profile finds out on request that a contact is archived; without, it looks like any other', async () => {
	const [archived = '', active = ''] = intercom.world.seedContacts(2);
	intercom.world.people().archive(archived);
	for (const id of [archived, active]) intercom.world.people().backdate(id, 20 * 60_000);
	const items = [{ contactId: archived }, { contactId: active }];
	expect(await doneOf({ operation: 'getProfile' }, items)).toHaveLength(2);
	const { outputs } = await runContacts({ operation: 'getProfile', findArchived: true }, items);
	expect(outputs[0]?.map(({ json, pairedItem }) => [(json.contact as IDataObject).id, pairedItem])).toEqual([[active, { item: 1 }]]);
	expect(jsons(outputs[1])).toEqual([{ contactId: archived, reason: 'archived', message: `Contact ${archived} was archived in Intercom.` }]);
	expect(checkEntries(intercom.kernel.journal.list({ vendor: 'intercom' }))).toEqual([]);
});

describe('Company', () => {
	/** Companies with one contact each. */
	function companies(count: number): string[] {
		const people = intercom.world.people();
		return intercom.world.seedContacts(count).map((contactId, index) => {
			const { id } = people.createCompany({ name: `Company ${index}`, companyId: `own-${index}` });
			people.attachCompany(contactId, id);
			return id;
		});
	}

	test('Get reads a company, a removal that Intercom signed needs no call, an unknown id fails and names the company', async () => {
		const [acme = ''] = companies(1);
		const { outputs } = await runContacts({ resource: 'company' }, [
			{ companyId: acme },
			{ companyId: 'away', topic: 'company.deleted' },
			{ companyId: 'nowhere' },
			{ companyId: '../me' },
		]);
		expect(outputs[0]).toMatchObject([{ json: { id: acme, company_id: 'own-0', name: 'Company 0', tags: [], workspaceId: 'sandbox1' }, pairedItem: { item: 0 } }]);
		expect(jsons(outputs[1])).toEqual([{ companyId: 'away', reason: 'deleted', message: 'Company away was deleted in Intercom.' }]);
		expect(jsons(outputs[2])).toMatchObject([
			{ companyId: 'nowhere', reason: 'intercomNotFound', message: expect.stringContaining('Company nowhere') },
			{ companyId: null, reason: 'companyIdInvalid', nextStep: expect.stringContaining('Company ID') },
		]);
		expect(outputs.flat().some(({ json }) => 'contactId' in json)).toBe(false);
	});

	test('Get Page goes through all companies', async () => {
		const ids = companies(130);
		const seen: unknown[] = [];
		const sizes: number[] = [];
		for (let page: unknown = undefined; page !== null; ) {
			const items = await doneOf({ resource: 'company', operation: 'getPage' }, [{ page } as IDataObject]);
			seen.push(...items.map(({ companyId }) => companyId));
			sizes.push(items.length);
			page = items[0]?.nextPage ?? null;
			expect(items[0]).toMatchObject({ isLast: page === null, notListed: 0, workspaceId: 'sandbox1' });
		}
		expect(sizes).toEqual([50, 50, 30]);
		expect(seen.sort()).toEqual([...ids].sort());
	});

	test('an item of a page leads to the next one as it is', async () => {
		companies(3);
		const seen: unknown[] = [];
		for (let item: IDataObject | undefined = {}; item !== undefined; ) {
			const items = await doneOf({ resource: 'company', operation: 'getPage', pageSize: 2 }, [item]);
			seen.push(...items.map(({ companyId }) => companyId));
			item = items[0]?.isLast === true ? undefined : items[0];
		}
		expect([seen.length, new Set(seen).size]).toEqual([3, 3]);
	});

	test('a page beyond what Intercom lists is refused before any call, and says what to do', async () => {
		const { outputs } = await runContacts({ resource: 'company', operation: 'getPage', page: 201 });
		expect(jsons(outputs[2])).toMatchObject([{ companyId: null, reason: 'companyListCap', message: expect.stringContaining('10,000'), nextStep: expect.stringContaining('Get Profile') }]);
		expect(posts('/companies/list')).toHaveLength(0);
	});
});

test.each<INodeParameters>([
	{ operation: 'getChanged' },
	{ operation: 'getPage' },
	{ resource: 'company' },
	{ resource: 'company', operation: 'getPage' },
	{ resource: 'company', operation: 'setXeroReference', companyId: '={{ $json.companyId }}', xeroContactId: 'x1' },
])('%j: a revoked token costs one call for any number of items', async (parameters) => {
	intercom.world.setTokens('revoked');
	const { outputs } = await runContacts(parameters, Array.from({ length: 15 }, (_, index) => ({ companyId: `co${index}` })));
	expect(outputs[2]).toHaveLength(15);
	expect(outputs[2]?.every(({ json }) => json.class === 'auth' && String(json.nextStep).includes('credential'))).toBe(true);
	expect(intercom.kernel.journal.list({})).toHaveLength(1);
});

test('every request fits the vendor\'s published description', async () => {
	if (!specPresent('intercom')) console.warn('NOT TESTED: Intercom\'s OpenAPI description is not on this machine');
	intercom.world.seedContacts(200);
	await doneOf({ operation: 'getChanged', role: 'user' });
	const page = await doneOf({ operation: 'getPage' });
	await doneOf({ operation: 'getPage' }, [{ cursor: page[0]?.nextCursor } as IDataObject]);
	await doneOf({ resource: 'company', operation: 'getPage' });
	const { id } = intercom.world.people().createCompany({ name: 'Acme' });
	await doneOf({ resource: 'company' }, [{ companyId: id }]);
	const entries = intercom.kernel.journal.list({ vendor: 'intercom' });
	expect(entries.length).toBeGreaterThanOrEqual(7);
	expect(checkEntries(entries)).toEqual([]);
	expect(JSON.stringify(posts('/contacts/search').map(({ body }) => body))).not.toContain('>=');
});
