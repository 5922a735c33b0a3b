import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesInTables } from '../../docs/tables';

const FOLDER = join(__dirname, '../../../findings');
const scripts = readdirSync(FOLDER).filter((file) => file.endsWith('.sh'));
const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');

test('every finding has its line in findings/README.md, and every line a finding', () => {
	expect(codesInTables(page, ['Script']).sort()).toEqual([...scripts].sort());
});

test.each(scripts)('%s has the form that findings/README.md promises', (script) => {
	const text = readFileSync(join(FOLDER, script), 'utf8');
	expect(text).toContain('folder=$(mktemp -d)');
	const installed = (/^npm install (.+)$/m.exec(text)?.[1] ?? '').split(' ').filter((word) => !word.startsWith('-'));
	expect(installed.length).toBeGreaterThan(0);
	expect(installed.filter((name) => !/^(@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+$/.test(name))).toEqual([]);
	const head = text.split('\n').filter((line) => line.startsWith('#')).join(' ');
	expect(head).toMatch(/@\d+\.\d+\.\d+|Node\.js \d+\.\d+\.\d+/);
	expect(head).toMatch(/Expected: /);
	expect(head).toMatch(/Seen: /);
	// Run as seen: 0; changed: 1.
	expect(text).toMatch(/process\.exitCode = .+ \? 0 : 1;/);
	expect(text).not.toMatch(/\.\.\/|require\('\.|from '\./);
});
