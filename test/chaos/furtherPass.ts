import type { Sandbox } from '../../sandbox/sandbox';
import { exitText, type Difference } from './differences';
import type { NastyWorld } from './nastyWorld';
import type { QueueResult } from './queue';
import { syncPage } from './syncPage';
import type { SyncProcess } from './syncProcess';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Syncs everybody once more, in calm weather and by a process that remembers nothing: a run that has come to rest
 * writes nothing and answers the same for every record.
 */
export async function furtherPass(sandbox: Sandbox, world: NastyWorld, process: SyncProcess, queue: QueueResult): Promise<Difference[]> {
	// A day later, because a run of small executions may have used up this day's calls.
	sandbox.clock.advance(DAY_MS);
	sandbox.faults.clear();
	const changesBefore = sandbox.xero.changes.length;
	const differences: Difference[] = [];
	for (const page of world.pages) {
		for (const [id, exit] of await syncPage(process, page, new Map())) {
			const [before, now] = [exitText(queue.exits.get(id)), exitText(exit)];
			if (before !== now) differences.push({ about: id, text: `${id} left as "${before}", and a further pass says "${now}"` });
		}
	}
	const changes = sandbox.xero.changes.slice(changesBefore);
	return [...differences, ...changes.map(({ contactId, field, before, after }) => ({ about: contactId, text: `a further pass changed ${contactId} ${field} from "${before}" to "${after}"` }))];
}
