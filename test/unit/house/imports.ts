import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Which file imports which, types included; both as paths from the root. */
export function importsOf(root: string, files: readonly string[]): Map<string, string[]> {
	return new Map(files.map((file) => [file, namesIn(join(root, file)).flatMap((name) => found(root, file, name))]));
}

/** Every group of files that import each other in a circle, by Tarjan's algorithm. Pure. */
export function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
	const [numbers, lowest, open, result] = [new Map<string, number>(), new Map<string, number>(), [] as string[], [] as string[][]];
	const low = (file: string, other: number) => lowest.set(file, Math.min(lowest.get(file) ?? Infinity, other));
	const visit = (file: string) => {
		numbers.set(file, numbers.size);
		low(file, numbers.size - 1);
		open.push(file);
		for (const other of imports.get(file) ?? []) {
			if (!numbers.has(other)) visit(other);
			if (open.includes(other)) low(file, lowest.get(other) ?? 0);
		}
		if (lowest.get(file) !== numbers.get(file)) return;
		const group = open.splice(open.indexOf(file));
		if (group.length > 1) result.push(group.sort());
	};
	for (const file of imports.keys()) if (!numbers.has(file)) visit(file);
	return result;
}

function namesIn(path: string): string[] {
	return ts.preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
}

function found(root: string, file: string, name: string): string[] {
	const path = resolve(root, dirname(file), name);
	const hit = [`${path}.ts`, join(path, 'index.ts'), path].find((each) => /\.[a-z]+$/.test(each) && existsSync(each));
	return hit === undefined ? [] : [relative(root, hit)];
}
