import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the panels that end in a bracket, such as a unit: short of it they are found in no panel. */
const DOCS = join(__dirname, '../../../docs');
const read = (page: string) => readFileSync(join(DOCS, page), 'utf8').replace(/\n\s*/g, ' ');
const PAGES = readdirSync(DOCS).filter((file) => file.endsWith('.md') && file !== 'nodes.md');
const names = new Set([...readFileSync(join(DOCS, 'nodes.md'), 'utf8').matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) => cell.split(', ')));
const shortened = [...names].flatMap((name) => /^(.+) \(.+\)$/.exec(name)?.[1] ?? []).filter((name) => !names.has(name));

test.each(PAGES)('%s calls each parameter by its whole name', (page) => {
	expect(shortened.length).toBeGreaterThan(5);
	expect(shortened.filter((name) => read(page).includes(`*${name}*`))).toEqual([]);
});
