import type { Engine } from './engine';

/** An open database of this process, with everybody who wants to be woken. */
export interface Shared {
	engine: Engine;
	listeners: Set<() => void>;
}

interface Entry {
	shared: Promise<Shared>;
	users: number;
}

/**
 * The open databases of this process, by what tells them apart: each has one handle, however many nodes use it. Two
 * handles on one SQLite file would wait for each other inside one thread, and a wake-up would reach only its own.
 */
const open = new Map<string, Entry>();

/** The database under this key, opened by the first who asks. Whoever gets it gives it back. */
export async function share(key: string, connect: () => Promise<Engine>): Promise<{ shared: Shared; giveBack: () => Promise<void> }> {
	await leaveBroken(key);
	const entry = open.get(key) ?? { users: 0, shared: connect().then((engine) => ({ engine, listeners: new Set<() => void>() })) };
	open.set(key, entry);
	entry.users += 1;
	let given = false;
	const giveBack = async () => {
		if (given) return;
		given = true;
		entry.users -= 1;
		if (entry.users > 0) return;
		if (open.get(key) === entry) open.delete(key);
		await (await entry.shared).engine.close();
	};
	// One that could not be opened is nobody's: the next who asks tries anew.
	entry.shared.catch(() => open.get(key) === entry && open.delete(key));
	return { shared: await entry.shared, giveBack };
}

/** Who still uses a broken one goes on being told so, until it opens anew. */
async function leaveBroken(key: string): Promise<void> {
	const entry = open.get(key);
	if (entry === undefined) return;
	const broken = await entry.shared.then(({ engine }) => engine.broken !== undefined, () => true);
	if (broken && open.get(key) === entry) open.delete(key);
}
