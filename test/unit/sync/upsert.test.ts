import { NoAnswer, type HttpRequest, type HttpResponse } from '../../../lib/http/transport';
import { id, ORGANISATION } from './records';
import { type Element, people, saves, scene, sentIn } from './upsertScene';

test('outcomes stand in the order of the records, over more records than are planned at once', async () => {
	const { run, sent } = scene(saves);
	const records = people(1_020).reverse();
	const outcomes = await run(records);
	expect(outcomes.map(({ intercomId }) => intercomId)).toEqual(records.map(({ intercomId }) => intercomId));
	expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
	// One page and 21 batches of fifty at most.
	expect(sent).toHaveLength(1 + 21);
});

test('a failure that every call would meet ends the run: nothing more is sent, and everybody hears the same', async () => {
	const { run, sent } = scene(() => ({ status: 401, body: {} }));
	const outcomes = await run(people(2_500));
	expect(new Set(outcomes.map(({ reason }) => reason))).toEqual(new Set(['xeroAccessRefused']));
	expect(sent).toHaveLength(1);
});

/** Keeps what is written, and breaks on every call that holds the contact to blame. @param known numbers of contacts it has from the start */
function brittle(toBlame: (contact: Element) => boolean, known: readonly string[] = []) {
	const held = new Map<unknown, Element>(known.map((number) => [number, { ContactID: `x-${number}`, ContactNumber: number, Name: `Old ${number}` }]));
	return (request: HttpRequest): Partial<HttpResponse> => {
		if (request.method === 'GET') return { body: { Contacts: [...held.values()], pagination: { itemCount: held.size } } };
		if (sentIn(request).some(toBlame)) return { status: 500, body: 'oops' };
		const saved: Element[] = sentIn(request).map((contact) => ({ ...held.get(contact.ContactNumber), ContactID: `x-${String(contact.ContactNumber)}`, ...contact }));
		for (const contact of saved) held.set(contact.ContactNumber ?? String(contact.ContactID).slice(2), contact);
		return { body: { Contacts: saved } };
	};
}

test.each<[string, boolean]>([['created', false], ['updated', true]])('a record that breaks Xero with every call is found: the 99 others of its run are %s', async (outcome, areKnown) => {
	const records = people(100);
	const bad = records[37]!.xero.EmailAddress ?? records[37]!.match.email;
	const breaks = (contact: Element) => contact.Name === 'Person 37' || contact.EmailAddress === bad || contact.ContactID === `x-${records[37]!.intercomId}`;
	const { run, sent } = scene(brittle(breaks, areKnown ? records.map(({ intercomId }) => intercomId) : []));
	const outcomes = await run(records.map((record) => ({ ...record, xero: { ...record.xero, EmailAddress: record.match.email } })), { massChange: 'write' });
	expect(outcomes.filter((one) => one.outcome !== outcome)).toMatchObject([{ intercomId: records[37]!.intercomId, outcome: 'failed', failure: { retryable: true } }]);
	// Two whole batches; of the one that breaks an eighth each, then one by one; broken ones five times each.
	expect(sent.filter(({ method }) => method !== 'GET').length).toBeLessThanOrEqual(5 + 1 + 7 + 5 + 6 + 4 * 5);
});

test('a Xero that breaks on every write is not asked a thousand times', async () => {
	const { run, sent } = scene(brittle(() => true));
	const outcomes = await run(people(1_000));
	expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
	expect(sent.filter(({ method }) => method !== 'GET').length).toBeLessThanOrEqual(4 * 5);
});

test('what was written before such a failure keeps its outcome', async () => {
	let writes = 0;
	const { run } = scene((request) => (request.method === 'PUT' && ++writes > 1 ? { status: 403, body: {} } : saves(request)));
	const outcomes = await run(people(6), { batchSize: 1 });
	expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['created', ...Array<string>(5).fill('failed')]);
});

test('a mistake of ours loses nobody\'s outcome and says that it is one', async () => {
	const { run, deps } = scene(saves);
	const [first] = await run(people(1));
	deps.client.context.transport = async () => await Promise.reject(new TypeError('undefined is not a function'));
	const outcomes = await run(people(3).map((record) => ({ ...record, source: { ...record.source, updatedAt: 2_000_000_000 } })));
	expect(first!.outcome).toBe('created');
	expect(outcomes).toMatchObject(Array(3).fill({ outcome: 'failed', reason: 'unexpected', failure: { class: 'defect', message: expect.stringContaining('undefined is not a function') } }));
});

test('a stopped execution rejects, and the locks are free afterwards', async () => {
	const { run, deps } = scene(saves);
	const { transport } = deps.client.context;
	deps.client.context.transport = async () => await Promise.reject(new NoAnswer('cancelled', 'stopped'));
	await expect(run(people(3))).rejects.toMatchObject({ kind: 'cancelled' });
	deps.client.context.transport = transport;
	expect(await run(people(3))).toMatchObject(Array(3).fill({ outcome: 'created' }));
});

test('a create that was lost stays uncertain when looking it up fails, whatever stopped that', async () => {
	let reads = 0;
	const { run } = scene((request) => {
		if (request.method === 'PUT') return new NoAnswer('network', 'reset');
		return ++reads === 1 ? saves(request) : { status: 503, body: 'down' };
	});
	expect(await run(people(1))).toMatchObject([{ outcome: 'failed', reason: 'xeroStillUncertain', failure: { class: 'uncertain', retryable: true, retryAt: expect.any(Number) } }]);
});

test.each<[string, NoAnswer | { status: number }]>([
	['is lost', new NoAnswer('network', 'reset')],
	['is refused for a while', { status: 503 }],
])('when the answer to a write %s, the write before it settles nothing any more', async (_, answer) => {
	let isDown = false;
	const { run, deps } = scene((request) => (isDown && request.method !== 'GET' ? answer : saves(request)));
	const [record] = people(1);
	await run([record!]);
	expect(deps.memory.recall(ORGANISATION, id(1), deps.clock.now())).toBeDefined();
	isDown = true;
	const changed = { ...record!, xero: { ...record!.xero, CompanyNumber: '1' }, fingerprint: 'other', source: { ...record!.source, updatedAt: record!.source.updatedAt + 1 } };
	expect(await run([changed])).toMatchObject([{ outcome: 'failed' }]);
	expect(deps.memory.recall(ORGANISATION, id(1), deps.clock.now())).toBeUndefined();
});

test('a state that was not written because it is old is not remembered as written', async () => {
	const contact = { ContactID: 'x1', ContactNumber: id(1), Name: 'Other', EmailAddress: 'p0@x.example' };
	const { run, deps } = scene(() => ({ body: { Contacts: [contact], pagination: { itemCount: 1 } } }));
	const [record] = people(1);
	const lastSync = { sourceUpdatedAt: record!.source.updatedAt + 1, xeroUpdatedAt: 0, values: { Name: 'Other' } };
	expect(await run([{ ...record!, lastSync }])).toMatchObject([{ outcome: 'unchanged', reason: 'olderThanLastWritten' }]);
	expect(deps.memory.recall(ORGANISATION, id(1), deps.clock.now())).toBeUndefined();
});

test('a mistake of ours after the writes leaves nobody as Synced whose groups are not done', async () => {
	const { run, deps } = scene(saves);
	const { transport } = deps.client.context;
	deps.client.context.transport = async (request) =>
		request.url.includes('ContactGroups') ? await Promise.reject(new TypeError('undefined is not a function')) : await transport(request);
	const [plain, ...tagged] = people(3);
	const outcomes = await run([plain!, ...tagged.map((record) => ({ ...record, groups: ['Tag: VIP'], groupPrefixes: ['Tag: '] }))]);
	expect(outcomes.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(['created noCandidate', 'failed unexpected', 'failed unexpected']);
	expect(deps.memory.recall(ORGANISATION, id(2), deps.clock.now())).toBeUndefined();
});
