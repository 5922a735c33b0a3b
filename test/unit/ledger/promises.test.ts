import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import type { Change } from '../../../lib/ledger/store/step';
import { subjectKey } from '../../../lib/ledger/rows/subject';
import { broughtBack, contact, inIntercom, LedgerWorld, MINUTE, synced, told } from './ledgerWorld';
import { happens, RandomLife } from './randomLife';
import { allowedMoves, transitionTable } from './transitionTable';
import { archivedForCertain, bothWays, creation, erasedWhileXeroRefuses, leftWhileItWaited, refusedAgainBeforeAnybodyHeardOfTheEnd, toldAtOnce, toldByNight } from './rareLives';

const lives = fc.array(happens, { minLength: 10, maxLength: 60 });
const policies = fc.constantFrom<LedgerSettings['whenDeleted']>('leave', 'tell', 'note', 'archive');
const RUNS = 240;

/** Who may take a row of work away, or bring its tries back. */
const ENDS_WORK: ReadonlySet<string> = new Set(['done', 'mergedAway', 'leftQuietly', 'boundMeanwhile', 'balancesOff', 'balancesRefused', 'personDecided']);
const BEGINS_ANEW: ReadonlySet<string> = new Set(['news', 'owed', 'changedInXero', 'changedInXeroNext', 'balanceNext', 'taken', 'lookAgain', 'leftForCertain', 'notified', 'added', 'winnerNamed', 'personDecided']);

const observed = new Set<string>();

/** Promises that every single step keeps. */
function checkStep(changes: readonly Change[], told: Map<string, string>): void {
	for (const change of changes) {
		if (change.do !== 'write') continue;
		if (change.table === 'work' && change.was !== null) {
			if (change.is === null) expect([...ENDS_WORK]).toContain(change.on);
			else if (change.is.attempts < change.was.attempts) expect([...BEGINS_ANEW]).toContain(change.on);
			else expect(change.is.attempts - change.was.attempts).toBeLessThanOrEqual(1);
		}
		// Whoever takes the row out knows which way it goes.
		if (change.table === 'work' && change.is !== null) expect(change.is).not.toMatchObject({ fromIntercom: false, xeroChangedAt: null, balance: null });
		if (change.table !== 'alert') continue;
		const { key, subjectState } = (change.is ?? change.was)!;
		if (change.on === 'confirmed' && key !== 'xero reference') {
			expect([key, told.get(key)]).not.toEqual([key, subjectState]);
			if (change.is === null) told.delete(key);
			else told.set(key, subjectState);
		}
		if (change.on === 'endedUnheard') told.delete(key);
	}
}

async function live(events: readonly Parameters<RandomLife['play']>[0][], whenDeleted: LedgerSettings['whenDeleted']): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' } }, whatXeroKnows: true }).open();
	const told = new Map<string, string>();
	world.store.watch = (changes) => checkStep(changes, told);
	const life = new RandomLife(world);
	for (const event of events) {
		await life.play(event);
		// An erased record's alerts went without a word.
		if (event.what === 'erase') for (const key of told.keys()) if (world.alert(key) === undefined) told.delete(key);
	}
	for (const move of world.store.moves) observed.add(move);
	return world;
}

test('whatever happens in whatever order: work ends only by an outcome or a person, tries are never lost, an alert is told once a state, and all moves are in the table', async () => {
	const allowed = allowedMoves();
	await fc.assert(
		fc.asyncProperty(lives, policies, async (events, whenDeleted) => {
			const { store } = await live(events, whenDeleted);
			expect([...store.moves].filter((move) => !allowed.has(move))).toEqual([]);
		}),
		{ numRuns: RUNS },
	);
});

test('once all goes well again, everything is done but what waits for a person, and no alert of a record is left open', async () => {
	await fc.assert(
		fc.asyncProperty(lives, policies, async (events, whenDeleted) => {
			const world = await live(events, whenDeleted);
			for (let round = 0; round < 60; round++) {
				await world.wait(round < 40 ? 20 * MINUTE : 24 * 60 * MINUTE);
				const batch = await world.claim();
				await world.settle(batch.map((one) => {
					if (one.output === 'gone') return { outcome: 'removed', subject: one.subject, token: one.token, reason: '', requestIds: ['r'], did: 'archived' };
					if (one.output !== 'changedInXero') return synced(one);
					if (one.subject.kind === 'xeroContact') return inIntercom(one, one.subject.id.slice('x-'.length));
					return one.balance === undefined ? broughtBack(one) : told(one);
				}));
			}
			for (const row of world.store.rows.tables.work.values()) expect(['held', 'parked']).toContain(row.state);
			for (const alert of world.store.rows.tables.alert.values()) {
				// A fact stays one until somebody heard of it, and is remembered until a sync that sees Xero meets it no more.
				if (alert.key.startsWith('fact ')) continue;
				const isOpen = alert.kind !== null && alert.id !== null && alert.lasts === 'lasting';
				if (isOpen) {
					const about = { kind: alert.kind!, id: alert.id! };
					expect(world.work(about)?.state ?? (world.store.rows.tables.review.has(subjectKey(about)) ? 'review' : 'closed')).not.toBe('closed');
				}
			}
		}),
		{ numRuns: RUNS / 4 },
	);
});

test('a token that no row carries changes nothing at all', async () => {
	await fc.assert(
		fc.asyncProperty(lives, policies, async (events, whenDeleted) => {
			const world = await live(events, whenDeleted);
			const before = JSON.stringify(Object.values(world.store.rows.tables).map((rows) => [...rows]));
			const answers = await world.settle([0, 1, 2, 3, 4].map((n) => synced({ subject: contact(n), token: 'nobodys' })));
			expect(answers.map(({ became }) => became)).toEqual(Array<string>(5).fill('noLongerYours'));
			expect(JSON.stringify(Object.values(world.store.rows.tables).map((rows) => [...rows]))).toBe(before);
		}),
		{ numRuns: RUNS / 8 },
	);
});

test('every line of the table happens', async () => {
	for (const world of [await refusedAgainBeforeAnybodyHeardOfTheEnd(), await toldAtOnce(), await archivedForCertain(), await leftWhileItWaited(), await bothWays(), await toldByNight(), await creation(), await erasedWhileXeroRefuses()]) for (const move of world.store.moves) observed.add(move);
	expect([...allowedLines()].filter((line) => ![...observed].some((move) => move.startsWith(line)))).toEqual([]);
});

test('docs/ledger.md has exactly this table', () => {
	const page = readFileSync(join(__dirname, '../../../docs/ledger.md'), 'utf8');
	expect(page).toContain(`${transitionTable()}\n`);
	expect(page.match(/\| row \| what happened \|/g)).toHaveLength(1);
});

function allowedLines(): Set<string> {
	return new Set([...allowedMoves()].map((move) => move.slice(0, move.indexOf(':') + 1)));
}
