import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mappedFields, XERO_FIELDS } from '../../../lib/mapping/rules/fieldTable';
import { CASES, resultOf, ROWS, tableOf, type DocsExample } from './docsExamples';

const page = readFileSync(join(__dirname, '../../../docs/mapping.md'), 'utf8');

const shownExamples = [...ROWS, ...CASES].map((example): [string, DocsExample] => [`${example.title}: ${JSON.stringify(example.before).slice(0, 80)}`, example]);

test.each(shownExamples)('Xero gets what docs/mapping.md says: %s', (_, example) => {
	expect(resultOf(example)).toEqual(example.after);
});

test('docs/mapping.md has exactly these examples', () => {
	expect(page).toContain(`${tableOf('Row', ROWS)}\n\n`);
	expect(page).toContain(`${tableOf('Case', CASES)}\n\n`);
	expect(page.match(/\| Intercom holds \|/g)).toHaveLength(2);
});

test("every row of the table of docs/mapping.md has an example, and every field its line with Xero's limit", () => {
	const rows = ['first_name', 'last_name', 'email', 'phone', 'location', 'custom attributes', 'companies', 'timestamps', 'record ids', 'owner', 'conversations', 'segments', 'tags'];
	for (const row of rows) expect([row, ROWS.some(({ title }) => title.includes(row))]).toEqual([row, true]);
	for (const field of mappedFields()) {
		const { maxChars, label, update } = XERO_FIELDS[field];
		const words = { always: 'always', ifEmpty: 'only if empty', onCreate: 'on create' }[update];
		expect(page).toContain(`| ${label} | ${maxChars ?? '-'} | ${words} |`);
	}
});
