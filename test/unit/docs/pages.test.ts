import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { anchorOf } from '../../docs/anchor';
import { anchorsOf, headingsOf, linksOf, PAGES, textOf, withoutBlocks } from '../../docs/pages';
import packageJson from '../../../package.json';

const ROOT = join(__dirname, '../../..');
const README_MOST_WORDS = 900;
const REPOSITORY = packageJson.homepage;

const isThere = (path: string) => existsSync(join(ROOT, path));

describe.each(PAGES)('%s', (page) => {
	const text = textOf(page);

	test('every link and picture leads to something that is there', () => {
		const broken = linksOf(page, text).filter(({ path, anchor }) => {
			if (!isThere(path)) return true;
			return anchor !== '' && !anchorsOf(textOf(path)).includes(anchor);
		});
		expect(broken.map(({ target }) => target)).toEqual([]);
	});

	test('every npm script that it names exists, and every file that it gives to node', () => {
		const scripts = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(([, script = '']) => script);
		expect(scripts.filter((script) => !(script in packageJson.scripts))).toEqual([]);
		const files = [...text.matchAll(/\bnode ((?:test|sandbox|lib)\/[\w./-]+)/g)].map(([, file = '']) => file);
		expect(files.filter((file) => !isThere(file))).toEqual([]);
	});

	test('every path of this repository that it names in code exists', () => {
		const history = page === 'CHANGELOG.md';
		const named = [...withoutBlocks(text).matchAll(/`((?:lib|nodes|test|sandbox|docs|workflows|findings|credentials)\/[\w./-]*)`/g)].map(([, path = '']) => path);
		expect(history ? [] : named.filter((path) => !isThere(path) && !isThere(`dist/${path}`))).toEqual([]);
	});

	test('a contents list at its beginning has all chapters, in their order', () => {
		const [head = ''] = text.split(/^## (?!Contents)/m);
		const listed = [...head.matchAll(/^(?:- |\d+\. )\[[^\]]+\]\(#([^)]+)\)$/gm)].map(([, anchor = '']) => anchor);
		const chapters = headingsOf(text).filter(({ level, title }) => level === 2 && title !== 'Contents').map(({ title }) => anchorOf(title));
		if (listed.length > 0 || page === 'README.md') expect(listed).toEqual(chapters);
	});

	test('a file of the package is called by the version of this checkout', () => {
		const named = [...text.matchAll(new RegExp(`${packageJson.name}-(\\d[\\d.]*\\d)\\.tgz`, 'g'))].map(([, version = '']) => version);
		expect(named.filter((version) => version !== packageJson.version)).toEqual([]);
	});
});

test(`the README has at most ${README_MOST_WORDS} words`, () => {
	expect(textOf('README.md').split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(README_MOST_WORDS);
});

test('the README leads to every page of docs/', () => {
	const linked = linksOf('README.md', textOf('README.md')).map(({ path }) => path);
	expect(PAGES.filter((page) => page.startsWith('docs/') && !linked.includes(page))).toEqual([]);
});

test('every picture is on a page', () => {
	const shown = PAGES.flatMap((page) => linksOf(page, textOf(page)).map(({ path }) => path));
	expect(readdirSync(join(ROOT, 'docs/images')).filter((image) => !shown.includes(normalize(`docs/images/${image}`)))).toEqual([]);
});

test('every workflow that ships has its chapter', () => {
	const page = textOf('docs/workflows.md');
	const names = readdirSync(join(ROOT, 'workflows')).filter((file) => file.endsWith('.json')).map((file) => {
		const { name } = JSON.parse(readFileSync(join(ROOT, 'workflows', file), 'utf8')) as { name: string };
		return name.replace(/^Intercom (to|and) Xero: /, '');
	});
	const chapters = headingsOf(page).filter(({ level }) => level === 2).map(({ title }) => title);
	expect([...chapters].sort()).toEqual([...names].sort());
});

test('the help links of the nodes and credentials lead to pages and chapters of this repository', () => {
	const filesIn = (folder: string, ending: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending)).map((file) => `${folder}/${file}`);
	const files = [...filesIn('nodes', '.node.json'), ...filesIn('credentials', '.credentials.ts')];
	const perFile = files.map((file) => [...textOf(file).matchAll(/(?:"url": "|documentationUrl = ')([^"']+)/g)].map(([, url = '']) => url));
	const targets = perFile.flat();
	const broken = targets.filter((url) => {
		if (url === `${REPOSITORY}#readme`) return false;
		const [, path = '', anchor = ''] = new RegExp(`^${REPOSITORY}/blob/main/([^#]+)(?:#(.+))?$`).exec(url) ?? [];
		return path === '' || !isThere(path) || (anchor !== '' && !anchorsOf(textOf(path)).includes(anchor));
	});
	expect(files.filter((_, place) => perFile[place]!.length === 0)).toEqual([]);
	expect(broken).toEqual([]);
});

test('the changelog has a chapter for this version', () => {
	expect(headingsOf(textOf('CHANGELOG.md')).map(({ title }) => title.replace(/^\[([^\]]+)\].*/, '$1'))).toContain(packageJson.version);
});
