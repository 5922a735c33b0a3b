import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartOf, grownIn } from '../../bench/peer/chart';

const table = (contacts: number, row: string) => `<!-- bench:peer ${contacts} -->\n| calls |\n${row}\n<!-- end of bench:peer ${contacts} -->`;

test('reads the tables of the document, the smallest first, and leaves out one that is empty or whose row is another', () => {
	const cutShort = table(100_000, '| calls of Xero | 31,002 until then | 2,010 (99 times fewer a contact) | 1,960 |');
	const document = [cutShort, table(10_000, '| calls of Xero | 20,000 | 587 (34 times fewer) | 196 |'), table(1_000, '| calls of Xero | 2,000 | 23 (87 times fewer) | 21 |'), table(7, ''), table(5, '| calls of Intercom | 1 | 2 (x) | 3 |')].join('\n\n');
	expect(grownIn(document)).toEqual([{ contacts: 1_000, peer: 2_000, ours: 23, least: 21 }, { contacts: 10_000, peer: 20_000, ours: 587, least: 196 }, { contacts: 100_000, peer: null, ours: 2_010, least: 1_960 }]);
});

test('the chart of the document is drawn of its tables', () => {
	const docs = join(__dirname, '../../../docs');
	const grown = grownIn(readFileSync(join(docs, 'benchmarks.md'), 'utf8'));
	const drawn = readFileSync(join(docs, 'images/benchmark-calls.svg'), 'utf8');
	expect(grown.length).toBeGreaterThan(0);
	for (const { peer, ours, least } of grown) for (const number of [peer, ours, least]) if (number !== null) expect(drawn).toContain(`>${number.toLocaleString('en-AU')}<`);
	expect(chartOf(grown)).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});
