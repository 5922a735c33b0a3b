import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntercomAppTokenApi } from '../../../credentials/IntercomAppTokenApi.credentials';
import { TOPICS } from '../../../lib/intercom/notifications/topics';
import { DRAWINGS } from '../../docs/consoles';
import { fieldsOf, NO_SCREENSHOT, type Drawing } from '../../docs/consoles/drawing';
import { labelOf, permissions, scopes, topics } from '../../docs/consoles/names';
import { svgOf } from '../../docs/consoles/svg';
import { FONT_SIZE, widthOf, wrapped } from '../../docs/consoles/text';
import { textOf } from '../../docs/pages';
import { firstCells } from '../../docs/tables';

const ROOT = join(__dirname, '../../..');
/** What a page says, without what it says of its pictures. */
const wordsOf = (page: string) => textOf(page).replace(/!\[[^\]]*\]\([^)]*\)/g, '').replace(/\s+/g, ' ').toLowerCase();

describe.each(DRAWINGS.map((drawing): [string, Drawing] => [drawing.file, drawing]))('%s', (file, drawing) => {
	const svg = svgOf(drawing);

	test('is what npm run docs:drawings makes', () => {
		expect(readFileSync(join(ROOT, 'docs/images', file), 'utf8')).toBe(svg);
	});

	test('names menus and fields as its page does', () => {
		const words = wordsOf(drawing.page);
		const menus = drawing.vendor.pages.flatMap(({ path }) => path).filter((menu) => menu !== 'the app');
		const labels = [...menus, ...drawing.vendor.pages.flatMap(({ fields }) => fields.map(({ label }) => label))];
		expect(labels.filter((label) => !words.includes(label.toLowerCase()))).toEqual([]);
		const ofN8n = drawing.n8n.pages.filter(({ path }) => path[0] !== 'the workflow').flatMap(({ path }) => path);
		expect(ofN8n.filter((name) => !words.includes(name.toLowerCase()))).toEqual([]);
	});

	test('its page shows it with words for who does not see it, and says what it is', () => {
		const [, alt = '', said = ''] = new RegExp(`!\\[([^\\]]+)\\]\\(images/${file}\\)\\n\\n\\*(.+)\\*\\n`).exec(textOf(drawing.page)) ?? [];
		expect(alt).toMatch(/^Drawing: .{40}/);
		expect(said).toBe(NO_SCREENSHOT);
		expect(svg).toContain(NO_SCREENSHOT);
	});

	test('has nothing small, nothing from elsewhere, and steps that can be counted', () => {
		const sizes = [...svg.matchAll(/font-size="(\d+)"/g)].map(([, size]) => Number(size));
		expect(Math.min(...sizes)).toBeGreaterThanOrEqual(FONT_SIZE);
		expect(svg).not.toMatch(/<script|<image|href=|url\(|https?:\/\/(?!www\.w3\.org|n8n\.example\.com)/);
		const steps = fieldsOf(drawing).flatMap(({ step }) => step ?? []).sort();
		expect(steps).toEqual(steps.map((_, place) => place + 1));
		const ids = fieldsOf(drawing).flatMap(({ id }) => id ?? []);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids.filter((id) => !drawing.arrows.flat().includes(id))).toEqual([]);
	});

	test('no line is wider than its column', () => {
		const lines = [...svg.matchAll(/<text x="(\d+)"[^>]*?( font-family="[^"]+")?>([^<]+)<\/text>/g)].map(([, x, code, words = '']) => ({ left: Number(x), right: Number(x) + widthOf(words.replaceAll('&quot;', '"'), code !== undefined), words }));
		expect(lines.filter(({ left, right }) => right > (left < 400 ? 365 : 800)).map(({ words }) => words).filter((words) => words !== drawing.title && words !== NO_SCREENSHOT)).toEqual([]);
	});
});

test('permissions are those of the page, what only some need among them', () => {
	const cells = firstCells(textOf('docs/getting-started.md').replace(/^ +/gm, ''), 'Permission');
	const named = cells.flatMap((cell) => [...cell.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => name));
	expect(named.sort()).toEqual([...permissions.always, ...permissions.sometimes].sort());
});

test('scopes and topics are those of the code and of the pages', () => {
	expect(textOf('docs/getting-started.md')).toContain(`The scopes are \`${scopes().join(' ')}\``);
	const known: readonly string[] = TOPICS.map(({ topic }) => topic);
	for (const workflow of ['quick-start', 'contact-sync']) {
		expect(topics(workflow).length).toBeGreaterThan(3);
		expect(topics(workflow).filter((topic) => !known.includes(topic))).toEqual([]);
	}
});

test('a field that a form has no longer cannot be drawn', () => {
	expect(labelOf(new IntercomAppTokenApi().properties, 'region')).toBe('Region');
	expect(() => labelOf(new IntercomAppTokenApi().properties, 'gone')).toThrow(/no field gone/);
});

test('an arrow between fields that are not there cannot be drawn', () => {
	expect(() => svgOf({ ...DRAWINGS[0]!, arrows: [['token', 'nowhere']] })).toThrow(/nowhere/);
});

test('an address breaks behind a slash, and nothing gets lost', () => {
	const address = 'https://n8n.example.com/rest/oauth2-credential/callback';
	const lines = wrapped(address, 300, true);
	expect(lines.length).toBeGreaterThan(1);
	expect(lines.join('')).toBe(address);
	expect(lines.filter((line) => widthOf(line, true) > 300)).toEqual([]);
});
