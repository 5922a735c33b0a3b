import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { circles, importsOf } from './imports';

/** The house as whoever opens it finds it: small files, and no circle of imports. */
const root = join(__dirname, '../../..');
const MOST_LINES = 200;
const files = execFileSync('git', ['ls-files', 'lib', 'nodes', 'credentials', 'sandbox', 'test'], { cwd: root, encoding: 'utf8' }).trim().split('\n').filter((file) => /\.(ts|mjs)$/.test(file));
const shipped = execFileSync('git', ['ls-files', 'lib', 'nodes', 'credentials', 'sandbox'], { cwd: root, encoding: 'utf8' }).trim().split('\n').filter((file) => /\.(ts|mjs|js|css|html)$/.test(file));

/** One table of examples that docs and code are compared with. */
const TABLES = ['test/unit/mapping/docsExamples.ts'];

test('no file has more than 200 lines but tables of data', () => {
	const all = [...new Set([...shipped, ...files])];
	expect(all.length).toBeGreaterThan(1_000);
	const long = all.filter((file) => !TABLES.includes(file)).filter((file) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length > MOST_LINES);
	expect(long).toEqual([]);
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
