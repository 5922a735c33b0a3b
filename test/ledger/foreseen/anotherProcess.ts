import { SyncMemory } from '../../../lib/sync/write/memory';
import { newXeroLists } from '../../../lib/sync/write/xeroLists';
import { DirectoryShelf } from '../../../lib/xero/directory/directoryShelf';
import { lists, memory, shelf } from '../../../nodes/XeroContactUpsert/processState';

/** From here on as in another worker, or after a restart: what executions of one process share is forgotten. */
export function inAnotherProcess(): void {
	Object.assign(shelf, new DirectoryShelf());
	Object.assign(memory, new SyncMemory());
	Object.assign(lists, newXeroLists());
}
