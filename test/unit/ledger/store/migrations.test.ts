import { hash } from 'node:crypto';
import { postgresDialect } from '../../../../lib/ledger/store/postgres/dialect';
import { MIGRATIONS } from '../../../../lib/ledger/store/sql/migrations';
import { sqliteDialect } from '../../../../lib/ledger/store/sqlite/dialect';

/**
 * What each migration does, as hashes of its statements. A ledger that somebody has was made by them: one that changes here
 * has to become the next number, which alters what the ones before made.
 */
const KEPT: Record<number, { sqlite: string; postgres: string }> = {
	1: { sqlite: '179330a193ac7523', postgres: '1cd437187d3992ed' },
	2: { sqlite: '4f60df4e22470cb7', postgres: 'ac0e6c7f35e08b03' },
	3: { sqlite: 'f3070abe9286765d', postgres: 'df033dc2e294668f' },
	4: { sqlite: '02b48326e85c4200', postgres: '118a1e752d113ccf' },
	5: { sqlite: 'bd8eb222e3425f9b', postgres: 'f8642e40c6760bbb' },
	6: { sqlite: '6ed37d1bdc4b3761', postgres: '0fd58ce210ca2f0c' },
	7: { sqlite: 'f154f337695424f7', postgres: '66ced2b2da23a77d' },
	8: { sqlite: 'a4f136360e938e05', postgres: '81afad3de7e17a56' },
};

test.each(MIGRATIONS)('migration $number does what it did when it was written', ({ number, statements }) => {
	const of = (dialect: typeof sqliteDialect) => hash('sha256', statements(dialect).join(';\n'), 'hex').slice(0, 16);
	expect({ sqlite: of(sqliteDialect), postgres: of(postgresDialect('intercom_xero')) }).toEqual(KEPT[number]);
});

test('their numbers go up from 1 without a gap', () => {
	expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});
