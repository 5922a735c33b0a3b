import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { momentIn } from '../../../lib/intercom/notifications/moment';

const NOW = Date.UTC(2026, 0, 15) / 1_000;
const FIRST = Date.UTC(2026, 0, 1) / 1_000;

test.each<[unknown, number | null]>([
	[undefined, null],
	[null, null],
	[' ', null],
	['2026-01-01T00:00:00', FIRST],
	['2026-01-01 00:00', FIRST],
	['2026-01-01T00:00:00.750', FIRST],
	['2026-01-01', FIRST],
	['2026-01-01T11:00:00+11:00', FIRST],
	['2026-01-01T00:00:00Z', FIRST],
	[String(FIRST), FIRST],
	[FIRST * 1_000, FIRST],
	[new Date(FIRST * 1_000), FIRST],
	[{ toMillis: () => 0, valueOf: () => FIRST * 1_000 }, FIRST],
	['2026-01-15T12:00:00', NOW + 43_200],
])('%j is %j', (value, at) => expect(momentIn(value, NOW)).toEqual({ wrong: null, at }));

test.each<[unknown, 'Invalid' | 'InFuture', string]>([
	['yesterday', 'Invalid', '"yesterday" is not a time'],
	[{}, 'Invalid', 'The value is not a time'],
	[-5, 'Invalid', '"-5" is not a time'],
	['2026-01-17', 'InFuture', '"2026-01-17" lies in the future'],
])('%j is %s', (value, wrong, words) => expect(momentIn(value, NOW)).toEqual({ wrong, words }));

test('whatever is given: a whole second of the past, none, or what is wrong', () => {
	fc.assert(fc.property(fc.anything({ withDate: true }), (value) => {
		const moment = momentIn(value, NOW);
		if (moment.wrong !== null) expect(moment.words).not.toBe('');
		else expect(moment.at === null || (Number.isInteger(moment.at) && moment.at >= 0 && moment.at <= NOW + 86_400)).toBe(true);
	}));
});

/** Where nobody names a zone JavaScript takes the machine's, and this machine may stand at Greenwich. */
test.each(['Pacific/Auckland', 'America/New_York'])('a time without a zone is the same on a machine in %s', (TZ) => {
	const { outputFiles } = buildSync({ entryPoints: [join(__dirname, '../../../lib/intercom/notifications/moment.ts')], bundle: true, write: false, platform: 'node', format: 'cjs' });
	const texts = ['2026-01-01T00:00:00', '2026-01-01 00:00', '2026-01-01T00:00:00.5', '2026-01-01'];
	const script = `${outputFiles[0]!.text}\nconsole.log(JSON.stringify([new Date('2026-01-01T00:00:00').getTimezoneOffset() !== 0, ...${JSON.stringify(texts)}.map((text) => module.exports.momentIn(text, ${NOW}).at)]));`;
	const said = execFileSync(process.execPath, ['-e', script], { env: { TZ }, encoding: 'utf8' });
	expect(JSON.parse(said)).toEqual([true, FIRST, FIRST, FIRST, FIRST]);
});
