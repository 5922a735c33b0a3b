import { config as communityNodes } from '@n8n/node-cli/eslint';
import { createRequire } from 'node:module';

// The linter's own parts come with n8n's node-cli; asking for them by name would only add a second copy.
const require = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));
const typescript = require('typescript-eslint');

/** What n8n ships to users and would verify: its own rules, and no way to switch one off in a comment. */
const PRODUCT = ['nodes/**/*.ts', 'credentials/**/*.ts', 'lib/**/*.ts', 'package.json'];

/** Stand-ins and tests run on plain Node. */
const WORKSHOP = ['sandbox/**/*.ts', 'test/**/*.ts'];

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
		'no-restricted-syntax': ['error', { selector: "MemberExpression[object.name='process'] > Identifier.property:not([name=/^(env|platform|version|cwd)$/])", message: 'Of process the store of the ledger reads env, platform, version and cwd.' }],
	},
};

export default [
	{ ignores: ['dist/', 'node_modules/', 'coverage/', 'test-output/'] },
	...communityNodes.map((entry) => forProduct(entry)),
	{ files: PRODUCT, linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	ledgerStoreMayReachDisk,
	...typescript.configs.recommended.map((entry) => ({ ...entry, files: WORKSHOP })),
];

/** n8n's entries cover every TypeScript file; here they keep their own narrower lists and lose the workshop. */
function forProduct(entry) {
	if (!entry.rules && !entry.plugins && !entry.languageOptions) return entry;
	return { ...entry, files: entry.files ?? PRODUCT, ignores: [...(entry.ignores ?? []), 'sandbox/**', 'test/**'] };
}
