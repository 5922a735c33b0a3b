import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimAlerts, confirmAlerts, raiseAndTake } from '../../../lib/ledger/decisions/alerts';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import type { Change } from '../../../lib/ledger/store/step';
import { endBatch } from '../../../lib/ledger/decisions/lease';
import { claim } from '../../../lib/ledger/decisions/claim';
import { erase } from '../../../lib/ledger/decisions/erase';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { subjectKey, xeroSubject } from '../../../lib/ledger/rows/subject';
import { balanceOf, broughtBack, contact, failed, fromXeroOf, inIntercom, LedgerWorld, MINUTE, review, START, synced, told } from './ledgerWorld';
import { happens, RandomLife } from './randomLife';
import { stopAlert } from '../../../lib/ledger/messages/stopAlert';
import { allowedMoves, transitionTable } from './transitionTable';

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

async function creation(): Promise<LedgerWorld> {
	const on = { ...DEFAULT_SETTINGS, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' as const } } };
	const world = await new LedgerWorld(on).open();
	const jane = contact(1);
	await world.tellXero(jane);
	await world.settle((await world.claim()).map((one) => ({ ...review(one, 'maybeKnown'), fromXero: fromXeroOf(one) })));
	await world.store.change(decideRecord(xeroSubject('x-c1'), { do: 'create' }, 'ada', world.now));
	await world.settle((await world.claim()).map((one) => inIntercom(one, 'c1')));
	await world.notify(contact(2));
	const batch = await world.claim();
	await world.tellXero(contact(2));
	await world.settle(batch.map((one) => synced(one, { result: 'created' })));
	await world.tellXero(contact(4));
	await world.notify(contact(4));
	await world.settle((await world.claim()).map((one) => (one.output === 'due' ? synced(one, { xeroUpdatedAt: START - 5 }) : inIntercom(one, 'c4', { result: 'unchanged', values: undefined }))));
	await world.tellXero(contact(5));
	await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'mapping', step: 'map', class: 'validation', retryable: false, fromXero: fromXeroOf(one) })));
	await world.settle([synced({ subject: contact(5), token: '' }, { result: 'created' })]);
	await world.notify(contact(6));
	const both = await world.claim();
	await world.tellXero(contact(6));
	await world.store.change(endBatch(both[0]!.token, world.now));
	const again = await world.claim();
	await world.settle([...again].reverse().map((one) => (one.output === 'due' ? synced(one) : failed(one, { vendor: 'intercom', fromXero: fromXeroOf(one) }))));
	await world.tellXero(contact(3));
	await world.store.change(claim({ token: 't', holder: 'test', limit: 9 }, DEFAULT_SETTINGS, world.now));
	return world;
}

async function erasedWhileXeroRefuses(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => failed(one, { class: 'auth', retryable: false, message: 'Jane is written, her notes are not.' })));
	await world.notify(contact(2));
	await world.wait(MINUTE);
	const [one] = await world.claim();
	await world.settle([failed(one!, { class: 'transient', message: 'Intercom stored it on contact c1.' })]);
	await world.store.change(erase(contact(1), 'ada', world.now));
	expect(world.work(contact(2))).toMatchObject({ message: 'What was said of it named a record that was erased since.' });
	return world;
}

async function refusedAgainBeforeAnybodyHeardOfTheEnd(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	const refuse = async () => {
		await world.notify(contact(1));
		await world.settle((await world.claim()).map((one) => failed(one, { class: 'auth', reason: 'xeroAccessRefused' })));
	};
	await refuse();
	await world.store.change(claimAlerts({ token: 'a', leaseUntil: world.now + MINUTE }, world.now));
	await world.store.change(confirmAlerts('a', true, world.now));
	await world.wait(MINUTE);
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.wait(5 * MINUTE);
	expect(world.alert('service xero')).toMatchObject({ state: 'due', subjectState: 'over' });
	await refuse();
	expect(world.alert('service xero')).toMatchObject({ state: 'told', subjectState: 'access' });
	return world;
}

/** A workflow stops, is told, and stops again the next day. */
async function toldAtOnce(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	const stops = async (token: string) => await world.store.change(raiseAndTake(stopAlert({ workflow: { id: 'w1' } }), token, world.now + MINUTE, world.now));
	expect([await stops('a'), await stops('b')]).toEqual([{ isNews: true }, { isNews: false }]);
	await world.store.change(confirmAlerts('a', true, world.now));
	expect(await stops('c')).toEqual({ isNews: false });
	await world.wait(24 * 60 * MINUTE);
	expect(await stops('d')).toEqual({ isNews: true });
	expect(world.alert('stop w1')).toMatchObject({ state: 'claimed' });
	return world;
}

/** Said to be archived, and found so. */
async function archivedForCertain(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'archive' }).open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contact(1), { topic: 'contact.archived' });
	const [one] = await world.claim();
	await world.settle([{ outcome: 'gone', subject: one!.subject, token: one!.token, reason: '', requestIds: [], how: 'archived', changedAtSeconds: world.now / 1_000 - 1_200 }]);
	expect(world.work(contact(1))).toMatchObject({ confirmed: true });
	return world;
}

/** It leaves while it is due, and nobody wants to hear of it. */
async function leftWhileItWaited(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	await world.notify(contact(1));
	expect(await world.notify(contact(1), { topic: 'contact.deleted' })).toEqual({ took: 'noted' });
	return world;
}

/** Xero tells of changes, once while a batch runs; what was brought back owes Xero something. */
async function bothWays(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS }).open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contact(1), { topic: 'contact.user.tag.created' });
	const batch = await world.claim();
	expect(await world.tellXero(contact(1), MINUTE)).toBe('afterRunning');
	expect(await world.settle(batch.map((one) => synced(one)))).toMatchObject([{ became: 'again' }]);
	await world.settle((await world.claim()).map((one) => broughtBack(one, { owesXero: true })));
	await world.settle((await world.claim()).map((one) => synced(one, { xeroUpdatedAt: START + MINUTE })));
	expect(await world.tellXero(contact(1), 2 * MINUTE)).toBe('work');
	return world;
}

/** A night finds what Intercom was not told, of one that is just synced too. */
async function toldByNight(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS, whatXeroKnows: true }).open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contact(1), { topic: 'contact.user.tag.created' });
	const batch = await world.claim();
	expect(await world.night(balanceOf(contact(1)))).toEqual({ isCurrent: true, due: 1 });
	expect(await world.settle(batch.map((one) => synced(one)))).toMatchObject([{ became: 'again' }]);
	expect(await world.settle((await world.claim()).map((one) => told(one)))).toMatchObject([{ became: 'done' }]);
	await world.night(balanceOf(contact(1), 7));
	await world.settle([synced({ subject: contact(2), token: '' })]);
	const { batchSize } = world.settings;
	world.settings.batchSize = 1;
	await world.night(balanceOf(contact(1), 7), balanceOf(contact(2), 7));
	await world.settle((await world.claim()).map((one) => failed(one, { fromXero: fromXeroOf(one), vendor: 'intercom', class: 'validation', reason: 'xeroAttributesRefused', retryable: false })));
	expect(await world.claim()).toEqual([]);
	world.settings.batchSize = batchSize;
	await world.night(balanceOf(contact(1), 5));
	await world.store.change(claim({ token: 't', holder: 'test', limit: 9 }, DEFAULT_SETTINGS, world.now));
	return world;
}

function allowedLines(): Set<string> {
	return new Set([...allowedMoves()].map((move) => move.slice(0, move.indexOf(':') + 1)));
}
