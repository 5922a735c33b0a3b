import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURE_CLASSES } from '../../../lib/http/failure';
import { textsNamed } from '../../docs/texts';
import { codesInTables, firstCells, sectionOf } from '../../docs/tables';

const read = (name: string) => readFileSync(join(__dirname, '../../../docs', `${name}.md`), 'utf8');
const page = read('when-something-fails');

/** The type of a column, a rule of updates, and what a list of problems that is never empty would give if it were: no item has them as its reason. */
const NO_REASONS = ['text', 'always', 'unknown'];

/** Why a trigger took nothing: said in words in n8n's log and in the answer, and no item leaves. */
const ANSWERS = ['missing', 'malformed', 'mismatch', 'noKey', 'noSecret', 'noEvents', 'noRecordId', 'notANotification', 'unknownTopic'];

const isCode = (text: string) => /^[A-Za-z…]{2,}$/.test(text);
const OPEN = /…/g;

/** Reasons of outcomes and failures, and rules of the mappers, whose first one is the reason of a rejected record. */
const given = [...textsNamed('reason', ['lib', 'nodes']), ...textsNamed('rule', ['lib/mapping', 'nodes'])].filter(isCode);

test('every reason that an item can have stands in docs/when-something-fails.md, and every one there is in the code', () => {
	const inCode = new Set(given.filter((code) => !NO_REASONS.includes(code) && !ANSWERS.includes(code)));
	const inPage = new Set(codesInTables(page, ['Reason', 'Rule']));
	expect([...inCode].filter((code) => !inPage.has(code))).toEqual([]);
	expect([...inPage].filter((code) => !inCode.has(code))).toEqual([]);
	expect([...inCode].filter((code) => code.replace(OPEN, '').length < 4)).toEqual([]);
});

test('what is left out of that is still in the code', () => {
	expect([...NO_REASONS, ...ANSWERS].filter((code) => !given.includes(code))).toEqual([]);
});

test('every class of a failure has its line', () => {
	expect(codesInTables(page, ['Class']).sort()).toEqual([...FAILURE_CLASSES].sort());
});

test('every alert has its line, and every line is an alert', () => {
	const titles = textsNamed('title', ['lib/ledger/decisions', 'lib/ledger/sweep', 'lib/ledger/items', 'lib/ledger/messages']);
	const ofAlerts = titles.filter((title) => !LINKS.includes(title) && !NEVER.includes(title) && !title.startsWith('Intercom to Xero: '));
	const shown = firstCells(sectionOf(page, 'Alerts'), 'Title').flatMap((cell) => [...cell.matchAll(/\*\*([^*]+)\*\*/g)].map(([, title = '']) => title));
	const fits = (title: string, line: string) => new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(OPEN, '.+')}$`).test(line);
	expect(ofAlerts.filter((title) => !shown.some((line) => fits(title, line)))).toEqual([]);
	expect(shown.filter((line) => !ofAlerts.some((title) => fits(title, line)))).toEqual([]);
});

/** Put together from two lists, and impossible: organisations and calls of a day are Xero's. */
const NEVER = ['Intercom does not know the organisation of this sync', 'Intercom has no calls left today'];

/** Titles of links in an alert. */
const LINKS = ['Execution in n8n', 'Open in Xero', 'Open the … in Intercom', 'Xero: …'];

test('every trouble of a ledger has its line in docs/ledger-store.md', () => {
	const shown = firstCells(read('ledger-store'), 'what is wrong', 1);
	expect([...shown].sort()).toEqual(textsNamed('trouble', ['lib/ledger/store']).sort());
});
