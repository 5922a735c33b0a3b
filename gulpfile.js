/**
 * The build: from nodes/, credentials/, lib/ and workflows/ to dist/, which is all that is published.
 * `npm run build` runs it; any fault ends it with a non-zero exit.
 */
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { mkdir, readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { basename, dirname, join, relative } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const DIST = 'dist';
const CODE = ['nodes', 'credentials', 'lib'];
const { n8n: declared, name: packageName } = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'));

/** What every n8n has loaded or can resolve itself; any other package comes along in dist/vendor. */
const FROM_N8N = /^(n8n-workflow|luxon|zod|node:.+|crypto)(\/.*)?$/;

/** Goes into the bundle itself, function by function: a door to each would cost more than its few lines. */
const INLINE = /^es-toolkit$/;

/** Made smaller as it comes along: 1 MB instead of 4. */
const MINIFIED = /^echarts$/;

/** One character beyond Latin-1, as an arrow in a hint, would have V8 keep the whole file at two bytes a character: half a megabyte of every n8n process. */
const CHARSET = 'ascii';

/** Vendor clients: their types describe the wire, their code (axios, 12 MB, a quarter of a second) stays out. */
const TYPES_ONLY = /^(xero-node|intercom-client)(\/.*)?$/;

async function clean() {
	await rm(join(__dirname, DIST), { recursive: true, force: true });
}

/** Type-checks what ships; tests and sandbox are checked by `npm run types`. */
function types() {
	return run(require.resolve('typescript/bin/tsc'), ['--noEmit', '--pretty', '-p', 'tsconfig.build.json']);
}

/**
 * One file with all that n8n needs to show the nodes, dist/bundle.js, beside it what they need to work, opened at first
 * use, and where n8n looks for a node or credential a door to it. 250 files of a few lines each cost n8n more time to
 * open than to run; one file also keeps what the nodes of a process share shared.
 */
async function compile() {
	const vendors = new Set();
	const entries = [...declared.nodes, ...declared.credentials].map((file) => ({ file, className: basename(file).split('.')[0] }));
	const contents = entries.map(({ file, className }) => `export { ${className} } from './${sourceOf(file)}';`).join('\n');
	await bundleParts(contents, [importRules(vendors)]);
	await Promise.all(entries.map(writeDoor));
	await Promise.all([...vendors].map(compileVendor));
}

/** Each `await import()` of the code becomes a file of its own. esbuild splits only modules, so each part is made CommonJS after. */
async function bundleParts(contents, plugins) {
	const { outputFiles } = await bundle({ contents, plugins, outdir: DIST, entryNames: 'bundle', chunkNames: 'part-[name]-[hash]', format: 'esm', splitting: true, write: false });
	for (const { path, text } of outputFiles) {
		const { code } = await esbuild.transform(text, { format: 'cjs', platform: 'node', charset: CHARSET, target: 'node20', supported: { 'dynamic-import': false } });
		await writeText(relative(__dirname, path), code);
	}
}

const sourceOf = (distFile) => distFile.replace(/^dist\//, '').replace(/\.js$/, '');
const vendorFile = (packagePath) => `vendor/${packagePath.replaceAll('/', '-')}`;

function bundle({ contents, ...options }) {
	return esbuild.build({
		absWorkingDir: __dirname,
		stdin: { contents, resolveDir: __dirname, loader: 'ts' },
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: CHARSET,
		legalComments: 'inline',
		logLevel: 'warning',
		...options,
	});
}

/** Decides for each import whether it stays one, comes along, or is refused. */
const importRules = (vendors) => ({
	name: 'import-rules',
	setup(build) {
		build.onResolve({ filter: /^[^.]/ }, ({ path }) => {
			if (FROM_N8N.test(path)) return { path, external: true };
			if (INLINE.test(path)) return undefined;
			if (TYPES_ONLY.test(path)) return { errors: [{ text: `${path} may be imported for its types only: write "import type"` }] };
			vendors.add(path);
			return { path: `./${vendorFile(path)}.js`, external: true };
		});
	},
});

/** The file that n8n requires by name; the class inside must be called like the file. */
async function writeDoor({ file, className }) {
	const bundleFile = relative(dirname(file), join(DIST, 'bundle.js')).replaceAll('\\', '/');
	await writeText(file, `'use strict';\nexports.${className} = require('${bundleFile}').${className};\n`);
}

/**
 * A bundled package, and before it a door that opens at first use: most executions never need the 150 KB of
 * libphonenumber-js or the lists of domains, and n8n's start never does. A package that is a list is its own default.
 */
async function compileVendor(path) {
	const outfile = join(DIST, `${vendorFile(path)}.bundle.js`);
	await bundle({ contents: Array.isArray(require(path)) ? `export { default } from '${path}';` : `export * from '${path}';`, minify: Array.isArray(require(path)) || MINIFIED.test(path), outfile });
	const names = Object.keys(require(join(__dirname, outfile)));
	const door = [
		"'use strict';",
		'let loaded;',
		`const load = () => (loaded ??= require('./${basename(outfile)}'));`,
		"Object.defineProperty(exports, '__esModule', { value: true });",
		`for (const name of ${JSON.stringify(names)}) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });`,
	];
	await writeText(join(DIST, `${vendorFile(path)}.js`), `${door.join('\n')}\n`);
}

async function writeText(file, text) {
	await mkdir(dirname(join(__dirname, file)), { recursive: true });
	await writeFile(join(__dirname, file), text);
}

/** Icons, n8n's codex files and other data that lies beside the code. */
function assets() {
	const kinds = CODE.map((folder) => `${folder}/**/*.{svg,png,json}`);
	return src(kinds, { base: '.', encoding: false, allowEmpty: true }).pipe(dest(DIST));
}

function workflows() {
	return src('workflows/*.json', { base: '.', encoding: false, allowEmpty: true }).pipe(dest(DIST));
}

/** n8n's own lazy-loading metadata: with it n8n starts without requiring a single file of this package. */
function metadata() {
	return run(require.resolve('n8n-core/bin/generate-metadata'), []);
}

/** n8n's loader only logs what it cannot load, so the build looks for every declared file in the result. */
async function checkMetadata() {
	for (const kind of ['nodes', 'credentials']) {
		const known = Object.values(await readJson(join(DIST, 'known', `${kind}.json`)));
		const missing = declared[kind].filter((file) => !known.some(({ sourcePath }) => sourcePath === file));
		if (missing.length > 0) throw new Error(`n8n cannot load ${missing.join(', ')}`);
	}
}

/** n8n silently keeps no static data (what the trigger learned at publishing) for a workflow with a longer id. */
const WORKFLOW_ID_MAX_CHARS = 21;

/** Every workflow that ships is valid JSON, has an id n8n can work with, and uses only those of our nodes that exist. */
async function checkWorkflows() {
	const known = await readJson(join(DIST, 'known', 'nodes.json'));
	const files = (await readdir(join(__dirname, 'workflows'))).filter((file) => file.endsWith('.json'));
	for (const file of files) {
		const { id, nodes } = await readJson(join('workflows', file));
		if (id?.length > WORKFLOW_ID_MAX_CHARS) throw new Error(`workflows/${file}: the id ${id} is longer than ${WORKFLOW_ID_MAX_CHARS} characters`);
		const ours = nodes.filter(({ type }) => type.startsWith(`${packageName}.`));
		const unknown = ours.filter(({ type }) => !(type.slice(packageName.length + 1) in known));
		if (unknown.length > 0) throw new Error(`workflows/${file} uses unknown nodes: ${unknown.map(({ type }) => type).join(', ')}`);
	}
}

async function readJson(file) {
	return JSON.parse(await readFile(join(__dirname, file), 'utf8'));
}

/** Runs a script with this Node; its output is shown only when it fails. */
function run(script, args) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [script, ...args], { cwd: __dirname, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		child.stdout.on('data', (chunk) => (output += chunk));
		child.stderr.on('data', (chunk) => (output += chunk));
		child.on('error', reject);
		child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${relative(__dirname, script)} failed\n${output}`))));
	});
}

const code = series(parallel(compile, assets, workflows), metadata, parallel(checkMetadata, checkWorkflows));

exports.clean = clean;
exports.types = types;
/** Everything but the type check, for a demo that should start quickly. */
exports.quick = series(clean, code);
exports.build = series(clean, parallel(types, code));
exports.default = exports.build;
