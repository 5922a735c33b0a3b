import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { circles, importsOf } from './imports';

/** The house as whoever opens it finds it: small files, and no circle of imports. */
const root = join(__dirname, '../../..');
const MOST_LINES = 200;
/** One table of data, with next to no code: cut in two it would only be harder to read. */
const TABLES = new Set(['test/unit/mapping/docsExamples.ts']);
const all = execFileSync('git', ['ls-files', 'lib', 'nodes', 'credentials', 'sandbox', 'test'], { cwd: root, encoding: 'utf8' }).trim().split('\n').filter((file) => /\.(ts|mjs|js|css|html)$/.test(file));
const files = all.filter((file) => /\.(ts|mjs)$/.test(file));
const isLong = (file: string) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length > MOST_LINES;

test.each(['the package or the sandbox', 'its tests'])('no file of %s has more than 200 lines', (whose) => {
	const some = all.filter((file) => file.startsWith('test/') === (whose === 'its tests'));
	expect(some.length).toBeGreaterThan(300);
	expect(some.filter((file) => isLong(file) && !TABLES.has(file))).toEqual([]);
});

test('a table that may be longer is there, and is longer', () => {
	expect([...TABLES].filter((file) => !all.includes(file) || !isLong(file))).toEqual([]);
});

test('no files import each other in a circle', () => {
	const imports = importsOf(root, files.filter((file) => file.endsWith('.ts')));
	expect([...imports.values()].flat().length).toBeGreaterThan(1_000);
	expect(circles(imports)).toEqual([]);
});

test('a circle would be seen', () => {
	expect(circles(new Map([['a', ['b']], ['b', ['c', 'd']], ['c', ['a']], ['d', []], ['e', ['f']], ['f', ['e']]]))).toEqual([['a', 'b', 'c'], ['e', 'f']]);
	expect(circles(new Map([['a', ['b', 'c']], ['b', ['c']], ['c', []]]))).toEqual([]);
});
