import { bind } from '../../lib/ledger/decisions/holders';
import { readPagesJob, startJob } from '../../lib/ledger/decisions/jobControl';
import { takePage } from '../../lib/ledger/decisions/takePage';
import { PageEmitter } from '../../lib/ledger/emitter/pageEmitter';
import type { PageItem } from '../../lib/ledger/emitter/pageItem';
import { DEFAULT_SETTINGS } from '../../lib/ledger/settings';
import type { LedgerStore } from '../../lib/ledger/store/port';
import type { Step } from '../../lib/ledger/store/step';
import { EVERYBODY } from '../unit/ledger/pagesWorld';
import { sqlite } from './stores';

const ground = sqlite.ground();
const MINUTE_MS = 60_000;

let store: LedgerStore;
/** Steps that took the lock of the ledger for writing. */
let writing: string[];
let now: number;
let started: PageItem[];
let emitter: PageEmitter;

beforeEach(async () => {
	await ground.clear();
	store = ground.store();
	await store.open();
	now = Date.parse('2026-11-30T00:00:00Z');
	await store.change(bind({ workspaceId: 'ws1', region: 'au', organisationId: 'o1', organisationName: 'Acme', boundAt: now }));
	[writing, started] = [[], []];
	const counted: Pick<LedgerStore, 'change' | 'look'> = {
		change: async <Answer>(step: Step<Answer>) => {
			writing.push(step.name);
			return await store.change(step);
		},
		look: async (step) => await store.look(step),
	};
	let tokens = 0;
	emitter = new PageEmitter({
		store: Object.assign(Object.create(store) as LedgerStore, counted), ledger: 'default', holder: 'me', isOver: () => false, now: () => now, newToken: () => `t${++tokens}`,
		emit: (page) => void started.push(page), tell: (error) => expect(error).toBeUndefined(), over: () => undefined,
	});
});
afterEach(async () => await store.close());
afterAll(async () => await ground.remove());

/** A minute of turns, as the trigger takes them. @returns how many there were */
async function aMinute(): Promise<number> {
	writing = [];
	let turns = 0;
	for (const end = now + MINUTE_MS; now < end; turns++) now += (await emitter.turn()).restMs;
	return turns;
}

const start = async () => await store.change(startJob('big', { kind: 'migration', selection: EVERYBODY, sample: 0, dayCalls: 5_000, foreseenBy: '', by: 'ada' }, await store.change(readPagesJob()), now));

const take = async ({ ledger }: PageItem, contacts: number) => {
	const found = Array.from({ length: contacts }, (_, n) => ({ kind: 'contact' as const, id: `${ledger.pageToken}-${n}`, updatedAtSeconds: null }));
	await store.change(takePage('big', ledger.pageToken, 'me', { contacts: found, nextCursor: 'next', total: 1_000 }, DEFAULT_SETTINGS, now));
};

test('where there is no job, or one that is paused, nothing takes the lock of the ledger', async () => {
	expect(await aMinute()).toBe(30);
	expect(writing).toEqual([]);
	await start();
	await store.change({ name: 'pause', need: { facts: ['job big'] }, decide: (found) => ({ answer: null, changes: [{ do: 'write', on: 'noted', table: 'fact', was: found.fact('job big'), is: { name: 'job big', revision: 0, value: { ...found.fact('job big')!.value, state: 'paused' } } }] }) });
	expect(await aMinute()).toBe(30);
	expect([writing, started]).toEqual([[], []]);
});

test('while a page is in hand and its contacts are written, only the pages that are taken do', async () => {
	await start();
	expect(await aMinute()).toBeGreaterThan(200);
	expect(writing).toEqual(['claimPage']);
	for (const following of [2, 3]) {
		await take(started.at(-1)!, 150);
		expect(await aMinute()).toBeGreaterThan(200);
		expect(writing).toEqual(['claimPage']);
		expect(started).toHaveLength(following);
	}
	// Three pages are on their way: the next one waits, and waiting is for nothing.
	await take(started.at(-1)!, 150);
	await aMinute();
	expect([writing, started.length]).toEqual([[], 3]);
});
