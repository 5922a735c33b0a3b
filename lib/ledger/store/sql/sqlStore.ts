import { LedgerProblem } from '../problem';
import type { CheckLine, LedgerCounts, LedgerStore, Listed, ListName, ListPage, Opened, Pulse } from '../port';
import { foundIn, type Change, type Decided, type Step } from '../step';
import { check } from './check';
import { counts, pulse } from './counts';
import type { Connection, Engine } from './engine';
import { find } from './find';
import { list } from './list';
import { bringUp, NEWEST_VERSION, readVersion, refuseNewer } from './migrations';
import { sessionOver, type Session } from './session';
import { share, type Shared } from './shared';
import { NoRowChanged, write } from './write';

/** How often a step is decided anew when its rows were not as it had seen them. */
const TRIES = 5;

/** Where a database is, and how to reach it. */
export interface Reach {
	/** Tells the databases of a process apart. */
	key(): Promise<string> | string;
	connect(): Promise<Engine>;
	/** For people, before it is open. */
	place: string;
}

interface Lent {
	shared: Shared;
	giveBack: () => Promise<void>;
}

/** A ledger in a database; what differs between SQLite and PostgreSQL is the engine's. */
export class SqlStore implements LedgerStore {
	private lent: Lent | undefined;
	private opening: Promise<Opened> | undefined;
	private readonly listeners = new Set<() => void>();

	constructor(private readonly reach: Reach) {}

	open(): Promise<Opened> {
		this.opening ??= this.openOnce().finally(() => (this.opening = undefined));
		return this.opening;
	}

	private async openOnce(): Promise<Opened> {
		if (this.lent?.shared.engine.broken !== undefined) await this.close();
		const wasOpen = this.lent !== undefined;
		this.lent ??= await this.lend();
		const { engine } = this.lent.shared;
		const versions = await bringUp(engine).catch(async (error: unknown) => {
			// One that was open stays so: a server that does not answer now will.
			if (!wasOpen) await this.close();
			throw error;
		});
		return { place: engine.place, ...versions };
	}

	async close(): Promise<void> {
		const lent = this.lent;
		this.lent = undefined;
		for (const listener of this.listeners) lent?.shared.listeners.delete(listener);
		await lent?.giveBack();
	}

	async change<Answer>(step: Step<Answer>): Promise<Answer> {
		const { engine, listeners } = this.opened();
		for (let tries = 0; tries < TRIES; tries++) {
			const taken = await engine.transaction((connection) => this.take(step, connection, engine)).catch(unlessNoRowChanged);
			if (taken === undefined) continue;
			if (taken.woke) wake(listeners);
			return taken.answer;
		}
		throw new LedgerProblem('busy', `The step ${step.name} found its rows changed ${TRIES} times in ${engine.place}.`, 'Nothing to do if it is rare: it is tried again. Otherwise report it, with this message.');
	}

	async look<Answer>(step: Step<Answer>): Promise<Decided<Answer>> {
		const { engine } = this.opened();
		return await engine.read((connection) => decided(step, connection, engine));
	}

	async list<Name extends ListName>(name: Name, page: ListPage): Promise<Listed<Name>> {
		return await this.reading((session) => list(session, name, page));
	}

	async counts(now: number): Promise<LedgerCounts> {
		const counted = await this.reading((session) => counts(session, now));
		return { ...counted, bytes: await this.opened().engine.bytes() };
	}

	async pulse(): Promise<Pulse> {
		return await this.reading(pulse);
	}

	onWake(listener: () => void): () => void {
		this.listeners.add(listener);
		this.lent?.shared.listeners.add(listener);
		return () => {
			this.listeners.delete(listener);
			this.lent?.shared.listeners.delete(listener);
		};
	}

	async check(): Promise<CheckLine[]> {
		const wasOpen = this.lent !== undefined;
		try {
			return await check(this.reach.place, () => this.open(), () => this.opened().engine);
		} finally {
			if (!wasOpen) await this.close();
		}
	}

	private async take<Answer>(step: Step<Answer>, connection: Connection, engine: Engine): Promise<{ answer: Answer; woke: boolean }> {
		const { answer, changes } = await decided(step, connection, engine);
		const session = sessionOver(connection, engine.dialect);
		await write(session, changes);
		const woke = changes.some(wakes);
		if (woke) await session.db.updateTable('pulse').set((is) => ({ changes: is('changes', '+', 1) })).execute();
		return { answer, woke };
	}

	private async reading<T>(work: (session: Session) => Promise<T>): Promise<T> {
		const { engine } = this.opened();
		return await engine.read((connection) => work(sessionOver(connection, engine.dialect)));
	}

	private async lend(): Promise<Lent> {
		const lent = await share(await this.reach.key(), () => this.reach.connect());
		for (const listener of this.listeners) lent.shared.listeners.add(listener);
		return lent;
	}

	private opened(): Shared {
		if (this.lent === undefined) throw new LedgerProblem('missing', `The ledger ${this.reach.place} is not open.`, 'Publish the workflow again.');
		return this.lent.shared;
	}
}

async function decided<Answer>(step: Step<Answer>, connection: Connection, { dialect, place }: Engine): Promise<Decided<Answer>> {
	// A package that was updated elsewhere meanwhile has changed what the rows mean.
	refuseNewer(await readVersion(connection, dialect), NEWEST_VERSION, place);
	return step.decide(foundIn(await find(sessionOver(connection, dialect), step.need)));
}

function unlessNoRowChanged(error: unknown): undefined {
	if (!(error instanceof NoRowChanged)) throw error;
}

/** Whether somebody who waits for work or alerts is to look. */
function wakes(change: Change): boolean {
	if (change.do === 'write') return change.table === 'work' || change.table === 'alert';
	return change.do === 'releaseWaitingFor' || change.do === 'approveHeld';
}

/** The step is on disk: what a listener throws does not undo it, and is none of the caller's. */
function wake(listeners: ReadonlySet<() => void>): void {
	for (const listener of [...listeners]) {
		try {
			listener();
		} catch {
			// The trigger looks again within a second.
		}
	}
}
