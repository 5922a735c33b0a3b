/** The part of a page from a heading to the next one of its level. Pure. */
export function sectionOf(page: string, heading: string): string {
	const [, rest = ''] = page.split(`\n## ${heading}\n`);
	return rest.split('\n## ')[0] ?? '';
}

/** Cells of each table whose first column is called `head`. Pure. @param column which cell, from 0 */
export function firstCells(page: string, head: string, column = 0): string[] {
	return page.split(/\n\s*\n/).flatMap((block) => {
		const [header = '', , ...rows] = block.split('\n').filter((line) => line.startsWith('|'));
		return header.startsWith(`| ${head} |`) ? rows.map((row) => row.split(/(?<!\\)\|/)[column + 1]?.trim() ?? '') : [];
	});
}

/** Everything in code in the first cells of the tables with one of these heads. Pure. */
export function codesInTables(page: string, heads: readonly string[]): string[] {
	const cells = heads.flatMap((head) => firstCells(page, head));
	return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
}
