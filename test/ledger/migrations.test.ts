import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claim } from '../../lib/ledger/decisions/claim';
import { recallForecasts } from '../../lib/ledger/decisions/forecasts';
import { readBinding } from '../../lib/ledger/decisions/holders';
import { settingsIn } from '../../lib/ledger/decisions/published';
import { makeReport } from '../../lib/ledger/report/report';
import { DEFAULT_SETTINGS } from '../../lib/ledger/settings';
import { jobsOf } from '../../lib/ledger/store/jobs';
import { postgresDialect } from '../../lib/ledger/store/postgres/dialect';
import { MIGRATIONS, NEWEST_VERSION } from '../../lib/ledger/store/sql/migrations';
import { sqliteDialect } from '../../lib/ledger/store/sqlite/dialect';
import { oldRows, type OldRow } from './oldRows';
import { databases, type Ground } from './stores';

/** The statements of each migration as they were published; one with a new number is added here. */
const PUBLISHED = JSON.parse(readFileSync(join(__dirname, 'publishedMigrations.json'), 'utf8')) as Record<'SQLite' | 'PostgreSQL', Record<string, string[]>>;

/** A busy machine makes and migrates databases slowly. */
jest.setTimeout(5 * 60_000);

const VERSIONS = Array.from({ length: NEWEST_VERSION - 1 }, (_, index) => index + 1);

test.each([['SQLite', sqliteDialect], ['PostgreSQL', postgresDialect('SCHEMA')]] as const)('a migration that was published is what it was, in %s: a ledger that had it does not get it again', (database, dialect) => {
	expect(Object.fromEntries(MIGRATIONS.map(({ number, statements }) => [number, statements(dialect)]))).toEqual(PUBLISHED[database]);
});

const literal = (cell: string | number | null) => (typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell));

function insert(ground: Ground, { table, cells }: OldRow): string {
	return `insert into ${ground.table(table)} (${Object.keys(cells).map((column) => `"${column}"`).join(', ')}) values (${Object.values(cells).map(literal).join(', ')})`;
}

describe.each(databases)('$name', ({ name, ground: newGround }) => {
	const ground = newGround();
	beforeEach(() => ground.raze());
	afterAll(() => ground.remove());

	/** A ledger as a package of that version left it. */
	async function old(version: number): Promise<void> {
		const published = PUBLISHED[name as 'SQLite' | 'PostgreSQL'];
		const schema = ground.table('x').slice(0, -'."x"'.length);
		for (let number = 1; number <= version; number++) {
			for (const statement of published[number]!) await ground.sql(statement.replaceAll('"SCHEMA"', schema));
			await ground.sql(`insert into ${ground.table('migration')} ("number", "appliedAt") values (${number}, 1790000000000)`);
		}
		for (const row of oldRows(version)) await ground.sql(insert(ground, row));
	}

	it.each(VERSIONS)('brings a ledger of version %i to the newest, with all that was in it', async (version) => {
		await old(version);
		const store = ground.store();
		expect(await store.open()).toMatchObject({ version: NEWEST_VERSION, versionBefore: version });
		const page = { limit: 99, after: '' };
		const isSaid = version >= 2;
		expect((await store.list('record', page)).rows).toMatchObject([
			{ kind: 'company', id: 'o1', state: 'unsynced', decision: { do: 'never', by: "O'Neil", at: 5 }, leftOut: isSaid ? 'neverSync' : null, xeroContactId: null },
			{ kind: 'contact', id: 'c1', state: 'synced', revision: 7, seenSweep: 2, segments: 'Paying', decision: null, leftOut: null, as: 'person', fingerprint: 'f1', sourceUpdatedAtSeconds: 1_790_000_000, xeroUpdatedAt: 1_790_000_000_123, xeroContactId: 'x1', values: { Name: 'Zoë "Z" D\'Arcy' }, shown: 'abc', reference: 'owed', syncedAt: 1_790_000_000_500, goneAt: null },
			{ kind: 'contact', id: 'c2', state: 'doubted', fingerprint: '' },
			{ kind: 'contact', id: 'c3', state: 'gone', goneAt: 1_790_000_000_600 },
		]);
		expect((await store.list('work', page)).rows).toMatchObject([
			{ id: 'c1', state: 'waiting', priority: 'live', attempts: 3, uncertain: true, approved: false, waitsFor: 'xero', class: 'network', jobId: null, dueAt: 10 },
			{ id: 'c2', state: 'running', priority: 'bulk', jobId: 'first sync', token: 't1', leaseUntil: 20, leasedBy: 'process 1', arrived: { topic: 'contact.user.updated' } },
			{ id: 'c4', state: 'held', heldBy: 'archive', confirmed: true, removal: 'deleted', priority: 'normal' },
			{ id: 'c5', state: 'parked', reason: 'tooLong' },
		]);
		// All that is there came from Intercom.
		expect((await store.list('work', page)).rows.map(({ fromIntercom, xeroChangedAt, bothChangedDecision }) => [fromIntercom, xeroChangedAt, bothChangedDecision])).toEqual(Array(4).fill([true, null, null]));
		expect((await store.list('review', page)).rows).toMatchObject([{ id: 'c6', reason: 'ambiguous', who: isSaid ? { name: 'Jane', email: 'j@x.example' } : null, candidates: [{ xeroContactId: 'x9' }], changes: [], since: 30, xeroChangedAt: null }]);
		expect(await store.change({ name: 'bound', need: { xeroContacts: ['x1'] }, decide: ({ bound }) => ({ answer: bound.map(({ id }) => id), changes: [] }) })).toEqual(['c1', 'c2']);
		expect((await store.list('alert', page)).rows).toMatchObject([{ key: 'contact c6', state: 'told', telling: null, tellsEnd: true, text: { title: 'A contact waits' }, toldAt: 31 }]);
		expect((await store.list('audit', page)).rows).toMatchObject([{ seq: 1, event: 'created', changes: [{ field: 'Name' }], requestIds: ['r1'] }]);
		expect(await store.change(readBinding())).toMatchObject({ organisationName: 'Acme', boundAt: 1 });
		expect(await store.change({ name: 'settings', need: { facts: ['settings'] }, decide: (found) => ({ answer: settingsIn(found), changes: [] }) })).toMatchObject({ alertAddress: 'https://chat.example', reserve: DEFAULT_SETTINGS.reserve });
		const jobs = [];
		for await (const one of jobsOf(store)) jobs.push(one);
		expect(jobs).toMatchObject([
			{ jobId: 'first sync', job: { state: 'running', total: 3, reading: null, approvedBy: 'says "reading": no' } },
			...(version >= 3 ? [{ jobId: 'pages', job: { reading: { cursor: 'c', read: 150 } } }] : []),
		]);
		// A dry run that is under way finds what it foresaw by the keys that were known then.
		const forecasts = await store.change(recallForecasts('pages', [], ['email zoë@x.example']));
		expect(forecasts).toMatchObject(version >= 3 ? [{ id: 'c1', outcome: 'updated', contact: { ContactID: 'x1' } }] : []);
		expect(await store.change(recallForecasts('pages', [], ["name d'arcy", 'tax x']))).toEqual(forecasts);
		await store.close();
	});

	it.each(VERSIONS)('works on with a ledger of version %i: reports, claims, and is not migrated again', async (version) => {
		await old(version);
		const store = ground.store();
		await store.open();
		const now = 1_790_000_100_000;
		const { text } = await makeReport(store, { days: 7, recordId: 'c1', format: 'html', ledger: 'default', live: null }, now);
		expect(text).toContain('first sync');
		const { claimed } = await store.change(claim({ token: 't2', holder: 'me', limit: 9 }, DEFAULT_SETTINGS, now));
		expect(claimed.map(({ subject }) => subject.id)).toEqual(['c1']);
		await store.close();
		const again = ground.store();
		expect(await again.open()).toMatchObject({ version: NEWEST_VERSION, versionBefore: NEWEST_VERSION });
		expect((await again.list('work', { limit: 99, after: '', state: 'running' })).rows.map(({ id }) => id)).toEqual(['c1', 'c2']);
		await again.close();
	});
});
