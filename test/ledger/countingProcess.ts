import type { LedgerPlace } from '../../lib/ledger/store/place';
import { ledgerStore } from '../../lib/ledger/store/stores';
import { countUp } from './exampleRows';

/** A process that counts in a ledger, as often as it is told, and says each number once it is on disk. */
async function count(place: LedgerPlace, times: number): Promise<void> {
	const store = ledgerStore(place);
	await store.open();
	for (let time = 0; time < times; time++) process.stdout.write(`${await store.change(countUp)}\n`);
	await store.close();
}

void count(JSON.parse(process.argv[2] ?? '') as LedgerPlace, Number(process.argv[3]));
