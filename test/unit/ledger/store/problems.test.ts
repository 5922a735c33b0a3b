import { LedgerProblem } from '../../../../lib/ledger/store/problem';
import { isConnectionLost, postgresProblem } from '../../../../lib/ledger/store/postgres/problems';
import { sqliteProblem } from '../../../../lib/ledger/store/sqlite/problems';

const place = { host: 'db', port: 5432, database: 'n8n', user: 'u', password: 'secret', tls: 'off' as const, schema: 's' };
const failure = (facts: object, message = 'as the driver says it') => Object.assign(new Error(message), facts);

it.each([
	[5, 'busy'], [517, 'busy'], [8, 'notWritable'], [1544, 'notWritable'], [1032, 'missing'], [10, 'notWritable'], [1034, 'notWritable'], [11, 'damaged'], [26, 'damaged'], [13, 'diskFull'], [14, 'notWritable'],
])('SQLite %i is %s', (errcode, trouble) => {
	const cause = failure({ code: 'ERR_SQLITE_ERROR', errcode });
	expect(sqliteProblem(cause, '/l.sqlite')).toMatchObject({ trouble, message: expect.stringContaining('/l.sqlite'), nextStep: expect.stringMatching(/.{20}/), cause });
});

it.each([['EACCES', 'notWritable'], ['EROFS', 'notWritable'], ['ENOSPC', 'diskFull'], ['ENOENT', 'missing'], ['EISDIR', 'notWritable']])('the file system\'s %s is %s', (code, trouble) => {
	expect(sqliteProblem(failure({ code }), '/l.sqlite')).toMatchObject({ trouble });
});

it.each([
	['28P01', 'noRights'], ['42501', 'noRights'], ['3D000', 'missing'], ['42P01', 'missing'], ['42P07', 'damaged'], ['25006', 'notWritable'], ['53100', 'diskFull'], ['53300', 'busy'], ['53200', 'notWritable'], ['55P03', 'busy'],
	['57014', 'busy'], ['40001', 'busy'], ['57P01', 'unreachable'], ['57P03', 'unreachable'], ['08006', 'unreachable'], ['25P03', 'unreachable'], ['XX001', 'damaged'], ['58030', 'damaged'], ['22P05', 'notWritable'],
	['ECONNREFUSED', 'unreachable'], ['SELF_SIGNED_CERT_IN_CHAIN', 'unreachable'],
])('PostgreSQL %s is %s', (code, trouble) => {
	const cause = failure({ code });
	const problem = postgresProblem(cause, place) as LedgerProblem;
	expect(problem).toMatchObject({ trouble, uncertain: false, nextStep: expect.stringMatching(/.{20}/), cause });
	expect(`${problem.message} ${problem.nextStep}`).not.toContain('secret');
});

it('a connection that went is unreachable, and its commit uncertain; a refusal is not', () => {
	expect(postgresProblem(failure({}, 'Connection terminated unexpectedly'), place, true)).toMatchObject({ trouble: 'unreachable', uncertain: true });
	expect([failure({}), failure({ code: 'ECONNRESET' }), failure({ code: '57P01' }), failure({ code: '53100' }), failure({ code: '40001' })].map(isConnectionLost)).toEqual([true, true, true, false, false]);
});

it('what a statement of ours did wrong is no trouble of the ledger, and keeps its cause', () => {
	const [sqlite, postgres] = [failure({ errcode: 275 }, 'CHECK constraint failed'), failure({ code: '23514' }, 'violates check constraint')];
	expect([sqliteProblem(sqlite, '/l.sqlite'), postgresProblem(postgres, place)]).toEqual([expect.objectContaining({ name: 'Error', cause: sqlite }), expect.objectContaining({ name: 'Error', cause: postgres })]);
});
