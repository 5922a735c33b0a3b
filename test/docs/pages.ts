import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchorOf } from './anchor';

const ROOT = join(__dirname, '../..');

/** Every page that somebody may read on the public host, by its path in the repository. */
export const PAGES: readonly string[] = ['.', 'docs', 'findings', 'test'].flatMap((folder) =>
	readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.md')).map((file) => normalize(join(folder, file))),
);

export function textOf(page: string): string {
	return readFileSync(join(ROOT, page), 'utf8');
}

/** Text without what is shown as code over several lines. Pure. */
export function withoutBlocks(text: string): string {
	return text.replace(/^```[\s\S]*?^```/gm, '');
}

/** Headings of a page with their level, in their order. Pure. */
export function headingsOf(text: string): { level: number; title: string }[] {
	return [...withoutBlocks(text).matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', title = '']) => ({ level: marks.length, title: title.trim() }));
}

/** The anchors of a page, as GitHub makes them: the second of one name gets `-1`. Pure. */
export function anchorsOf(text: string): string[] {
	const seen = new Map<string, number>();
	return headingsOf(text).map(({ title }) => {
		const anchor = anchorOf(title);
		const before = seen.get(anchor) ?? 0;
		seen.set(anchor, before + 1);
		return before === 0 ? anchor : `${anchor}-${before}`;
	});
}

export interface Link {
	/** As it is written. */
	target: string;
	/** Path in the repository; '' where it leads elsewhere. */
	path: string;
	/** '' for none. */
	anchor: string;
}

/** Links and pictures of a page, those to elsewhere left out. Pure. */
export function linksOf(page: string, text: string): Link[] {
	const targets = [...withoutBlocks(text).replace(/`[^`\n]*`(?!\])/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
	return targets.filter((target) => !/^[a-z]+:/i.test(target)).map((target) => {
		const [path = '', anchor = ''] = target.split('#');
		return { target, path: path === '' ? page : normalize(join(dirname(page), path)), anchor };
	});
}
