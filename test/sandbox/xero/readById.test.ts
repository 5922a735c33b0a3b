import { randomUUID } from 'node:crypto';
import { readContactsById } from '../../../lib/xero/reading/readById';
import { openStage, type Stage } from '../upsert/stage';

/** Reading many contacts of Xero by id, as Get Contacts does, against the stand-in: one bad id spoils a list there. */
let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterEach(() => stage.reset());
afterAll(async () => await stage.stop());

const seeded = (count: number) => stage.seed(...Array.from({ length: count }, (_, index) => ({ Name: `Person ${index}`, EmailAddress: `p${index}@example.com` })));
const read = async (ids: readonly string[]) => {
	stage.callsSpent();
	const became = await readContactsById(stage.deps().client, ids);
	return { became, calls: stage.callsSpent(), kinds: ids.map((id) => became.get(id.toLowerCase())?.kind) };
};

test('100 contacts in three calls, each once, in any case of the letters', async () => {
	const ids = seeded(100);
	const { became, calls } = await read([...ids, ...ids.map((id) => id.toUpperCase())]);
	expect(calls).toBe(3);
	expect(became.size).toBe(100);
	expect(ids.map((id) => became.get(id))).toEqual(ids.map((id) => ({ kind: 'found', contact: expect.objectContaining({ ContactID: id }) })));
});

test('an unknown, an archived, a merged and an unparsable one among 50: each has its own answer', async () => {
	const ids = seeded(47);
	const [archived, loser, winner] = [ids[3]!, ids[20]!, ids[40]!];
	stage.sandbox.xero.organisation().archiveInUi(archived);
	stage.sandbox.xero.organisation().mergeInUi(loser, winner);
	const wanted = [...ids.slice(0, 30), randomUUID(), ...ids.slice(30), 'not-an-id', ''];
	const { became, calls, kinds } = await read(wanted);
	expect(wanted.filter((_, position) => kinds[position] !== 'found')).toEqual([wanted[30], 'not-an-id', '']);
	expect(kinds.filter((kind) => kind === 'missing')).toHaveLength(3);
	expect(became.get(archived)).toMatchObject({ contact: { ContactStatus: 'ARCHIVED' } });
	expect(became.get(loser)).toMatchObject({ contact: { ContactStatus: 'ARCHIVED', MergedToContactID: winner } });
	expect(calls).toBeLessThanOrEqual(13);
});

test('the unknown one among 40, wherever it stands, costs at most thirteen calls, ten on average', async () => {
	const spent: number[] = [];
	for (let position = 0; position < 40; position++) {
		stage.reset();
		const ids = seeded(39);
		const { calls, kinds } = await read([...ids.slice(0, position), randomUUID(), ...ids.slice(position)]);
		expect(kinds.findIndex((kind) => kind === 'missing')).toBe(position);
		expect(kinds.filter((kind) => kind === 'found')).toHaveLength(39);
		spent.push(calls);
	}
	expect(Math.max(...spent)).toBeLessThanOrEqual(13);
	expect(spent.reduce((sum, calls) => sum + calls, 0) / spent.length).toBeLessThanOrEqual(10.5);
});

test('ids of another organisation do not cost two calls each: after five the others are not asked for, and say so', async () => {
	const { became, calls } = await read(Array.from({ length: 80 }, () => randomUUID()));
	expect(calls).toBeLessThanOrEqual(15);
	const failures = [...became.values()].filter(({ kind }) => kind === 'failed');
	expect(failures.length).toBeGreaterThan(70);
	expect(failures[0]).toMatchObject({ failure: { reason: 'xeroContactsUnknown', class: 'gone', retryable: false, nextStep: expect.stringContaining('organisation') } });
});

test('a day that is spent stops the reading; what was read before stays read', async () => {
	const ids = seeded(90);
	let calls = 0;
	stage.after = (_, answer) => (++calls === 1 ? answer : { status: 429, headers: { 'retry-after': '3600', 'x-rate-limit-problem': 'day' }, body: '' });
	const { became, kinds } = await read(ids);
	delete stage.after;
	expect(kinds.filter((kind) => kind === 'found')).toHaveLength(40);
	expect(became.get(ids[89]!)).toMatchObject({ kind: 'failed', failure: { class: 'quota', retryable: true, retryAt: expect.any(Number) } });
	expect(calls).toBe(2);
});

test('a refusal of the list that does not come again loses nobody', async () => {
	const ids = seeded(10);
	let calls = 0;
	stage.after = (_, answer) => (++calls === 1 ? { status: 404, headers: {}, body: 'gone' } : answer);
	const { kinds } = await read(ids);
	delete stage.after;
	expect(new Set(kinds)).toEqual(new Set(['found']));
});
