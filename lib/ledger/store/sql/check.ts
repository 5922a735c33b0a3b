import type { CheckLine, Opened } from '../port';
import { problemLine } from '../problemLine';
import type { Engine } from './engine';
import { find } from './find';
import { sessionOver } from './session';

/** What a store says of itself: each line is true where it was seen, and names what to do where it was not. */
export async function check(place: string, open: () => Promise<Opened>, engineOf: () => Engine): Promise<CheckLine[]> {
	const opened = await inWords('place', async () => {
		const { version } = await open();
		return [fine('place', `${place} is open.`), fine('version', `The ledger has version ${version}, the newest this package knows.`)];
	});
	if (opened.some(({ ok }) => !ok)) return opened;
	const engine = engineOf();
	return [
		...opened,
		...(await inWords('write', async () => {
			await writeAndTakeBack(engine);
			return [fine('write', 'A row was written and taken back.')];
		})),
		...(await inWords('integrity', () => engine.check())),
		...(await inWords('binding', async () => [fine('binding', await bindingWords(engine))])),
	];
}

export function fine(what: CheckLine['what'], message: string): CheckLine {
	return { what, ok: true, message, nextStep: '' };
}

async function inWords(what: CheckLine['what'], look: () => Promise<CheckLine[]>): Promise<CheckLine[]> {
	try {
		return await look();
	} catch (error) {
		return [lineOrFault(error, what)];
	}
}

/** A fault of the code is no line of a report. */
function lineOrFault(error: unknown, what: CheckLine['what']): CheckLine {
	const line = problemLine(error, what);
	if (line === null) throw error;
	return line;
}

async function writeAndTakeBack(engine: Engine): Promise<void> {
	await engine.transaction(async (connection) => {
		const { db } = sessionOver(connection, engine.dialect);
		await db.insertInto('fact').values({ name: 'check', revision: 1, value: '{}' }).execute();
		await db.deleteFrom('fact').where('name', '=', 'check').execute();
	});
}

async function bindingWords(engine: Engine): Promise<string> {
	const { facts } = await engine.read((connection) => find(sessionOver(connection, engine.dialect), { facts: ['binding'] }));
	const binding = facts[0]?.value;
	if (binding === undefined || !('organisationName' in binding)) return 'Bound to no workspace and organisation yet: the first use binds it.';
	return `Bound to the Intercom workspace ${binding.workspaceId} (${binding.region}) and the Xero organisation ${binding.organisationName} (${binding.organisationId}).`;
}
