import lockFile from '../../../package-lock.json';

interface Locked {
	version?: string;
	resolved?: string;
	link?: boolean;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

const packages = lockFile.packages as Record<string, Locked>;

/** Node looks in the package's own node_modules, then in those of the folders above. */
function isLocked(path: string, name: string): boolean {
	for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/', folder.length - 1)))) {
		if (`${folder ? `${folder}/` : ''}node_modules/${name}` in packages) return true;
		if (folder === '') return false;
	}
}

const missing = (kind: 'dependencies' | 'optionalDependencies') =>
	Object.entries(packages).flatMap(([path, entry]) =>
		Object.keys(entry[kind] ?? {}).filter((name) => !isLocked(path, name)).map((name) => `${path || 'the project'} needs ${name}`),
	);

test('every platform finds its binaries in the lock file: npm ci refuses it otherwise', () => {
	const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
	expect(optional.filter((name) => /darwin-arm64/.test(name)).length).toBeGreaterThan(3);
	expect(missing('optionalDependencies')).toEqual([]);
	expect(missing('dependencies')).toEqual([]);
});

test('the lock file names no registry: everybody installs from their own', () => {
	expect(Object.values(packages).flatMap(({ resolved }) => resolved ?? [])).toEqual([]);
});
