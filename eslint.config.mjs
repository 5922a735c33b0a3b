import { config as communityNodes } from '@n8n/node-cli/eslint';
import { createRequire } from 'node:module';

// The linter's own parts come with n8n's node-cli; asking for them by name would only add a second copy.
const require = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));
const typescript = require('typescript-eslint');
const imports = require('eslint-plugin-import-x').default ?? require('eslint-plugin-import-x');
const { createTypeScriptImportResolver } = require('eslint-import-resolver-typescript');

/** What n8n ships to users and would verify: its own rules, and no way to switch one off in a comment. */
const PRODUCT = ['nodes/**/*.ts', 'credentials/**/*.ts', 'lib/**/*.ts', 'package.json'];

/** Stand-ins and tests run on plain Node. */
const WORKSHOP = ['sandbox/**/*.ts', 'test/**/*.ts'];

/** The house from the ground up: whoever stands on a floor imports from below only, and not from its neighbours there. */
const FLOORS = [
	['lib/http', 'lib/time'],
	['lib/intercom', 'lib/xero'],
	['lib/ledger'],
	['lib/sync/record'],
	['lib/sync/identity'],
	['lib/sync/plan'],
	['lib/sync/decide'],
	['lib/sync/write'],
	['lib/sync/after', 'lib/sync/archive', 'lib/sync/accounts', 'lib/sync/back'],
	['lib/sync/*.ts'],
	['lib/mapping'],
	['credentials', 'nodes'],
];

/** The stand-ins' house; it may look into lib where it plays a user of it. */
const SANDBOX_FLOORS = [
	['sandbox/switches'],
	['sandbox/kernel'],
	['sandbox/intercom', 'sandbox/xero'],
	['sandbox/sandbox.ts'],
	['sandbox/page'],
	['sandbox/start.ts'],
	['sandbox/demo'],
];

/** What users install never reaches into the workshop. */
const OUT_OF_PRODUCT = ['lib', 'nodes', 'credentials'].flatMap((target) =>
	['sandbox', 'test', 'workflows'].map((from) => ({ target: `./${target}`, from: `./${from}`, message: 'This is not shipped.' })),
);
/**
 * The one exception from n8n's rules for verified nodes: the store of the ledger keeps what must not be lost in a file, so it
 * imports `node:sqlite` and what it takes to find and make that file, and reads where n8n's own folder is. A package for
 * self-hosted n8n may. n8n's two rules take no options, so they are off for this folder and come back narrower: these
 * modules, these properties of `process`, and nothing else.
 */
const LEDGER_STORE = ['lib/ledger/store/**/*.ts'];

const ledgerStoreMayReachDisk = {
	files: LEDGER_STORE,
	// The linter may run on a Node that does not have it yet.
	settings: { 'import-x/core-modules': ['node:sqlite'] },
	rules: {
		'@n8n/community-nodes/no-restricted-imports': 'off',
		'@n8n/community-nodes/no-restricted-globals': 'off',
		'no-restricted-imports': ['error', { patterns: [{ regex: '^(?!\\.{1,2}/|(kysely|pg|node:(sqlite|fs|path|os|crypto))$)', message: 'The store of the ledger imports kysely, pg, node:sqlite, node:fs, node:path, node:os, node:crypto and its own files.' }] }],
		'no-restricted-globals': ['error', 'clearInterval', 'clearTimeout', 'global', 'globalThis', 'setInterval', 'setTimeout', 'setImmediate', 'clearImmediate', '__dirname', '__filename'],
		'no-restricted-syntax': ['error', { selector: "MemberExpression[object.name='process'] > Identifier.property:not([name=/^(env|platform|version|cwd|pid|kill)$/])", message: 'Of process the store of the ledger reads env, platform, version, cwd and pid, and asks whether another one lives.' }],
	},
};

export default [
	{ ignores: ['dist/', 'node_modules/', 'coverage/', 'test-output/'] },
	...communityNodes.map((entry) => forProduct(entry)),
	{ files: PRODUCT, linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	ledgerStoreMayReachDisk,
	...typescript.configs.recommended.map((entry) => ({ ...entry, files: WORKSHOP })),
	{
		files: ['lib/**/*.ts', 'nodes/**/*.ts', 'credentials/**/*.ts', 'sandbox/**/*.ts'],
		plugins: { rooms: imports },
		settings: { 'import-x/extensions': ['.ts'], 'import-x/resolver-next': [createTypeScriptImportResolver()] },
		rules: {
			'rooms/no-cycle': 'error',
			'rooms/no-restricted-paths': ['error', { zones: [...arrowsUp(FLOORS), ...arrowsUp(SANDBOX_FLOORS), ...OUT_OF_PRODUCT] }],
		},
	},
];

/** For each room what it must not import: its neighbours on the same floor and every room above. */
function arrowsUp(floors) {
	return floors.flatMap((rooms, floor) =>
		rooms.flatMap((room) =>
			[...rooms.filter((other) => other !== room), ...floors.slice(floor + 1).flat()].map((above) => ({
				target: `./${room}`,
				from: `./${above}`,
				message: `${room} stands below (or beside) ${above}: imports go down only.`,
			})),
		),
	);
}

/** n8n's entries cover every TypeScript file; here they keep their own narrower lists and lose the workshop. */
function forProduct(entry) {
	if (!entry.rules && !entry.plugins && !entry.languageOptions) return entry;
	return { ...entry, files: entry.files ?? PRODUCT, ignores: [...(entry.ignores ?? []), 'sandbox/**', 'test/**'] };
}
