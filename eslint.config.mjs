import { config as communityNodes } from '@n8n/node-cli/eslint';
import { createRequire } from 'node:module';

// The linter's own parts come with n8n's node-cli; asking for them by name would only add a second copy.
const require = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));
const typescript = require('typescript-eslint');

/** What n8n ships to users and would verify: its own rules, and no way to switch one off in a comment. */
const PRODUCT = ['nodes/**/*.ts', 'credentials/**/*.ts', 'lib/**/*.ts', 'package.json'];

/** Stand-ins and tests run on plain Node. */
const WORKSHOP = ['sandbox/**/*.ts', 'test/**/*.ts'];

export default [
	{ ignores: ['dist/', 'node_modules/', 'coverage/', 'test-output/'] },
	...communityNodes.map((entry) => forProduct(entry)),
	{ files: PRODUCT, linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	...typescript.configs.recommended.map((entry) => ({ ...entry, files: WORKSHOP })),
];

/** n8n's entries cover every TypeScript file; here they keep their own narrower lists and lose the workshop. */
function forProduct(entry) {
	if (!entry.rules && !entry.plugins && !entry.languageOptions) return entry;
	return { ...entry, files: entry.files ?? PRODUCT, ignores: [...(entry.ignores ?? []), 'sandbox/**', 'test/**'] };
}
