const transform = {
	'^.+\\.tsx?$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
	// Published as modules only, which jest does not load; the build bundles it.
	'/node_modules/kysely/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
};

const project = (displayName, extra = {}) => ({
	displayName,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	transform,
	transformIgnorePatterns: ['/node_modules/(?!kysely/)'],
	setupFiles: ['<rootDir>/test/fixedSeed.ts'],
	...extra,
});

/**
 * One project a rung of the ladder: pure code, the stores of the ledger (on the Node of n8n: a ledger in a file needs it), the
 * real n8n engine, the stand-ins, chaos, a real n8n, one of several processes, the long runs.
 */
module.exports = {
	// Generous: a machine busy with other work is no reason to fail.
	testTimeout: 30_000,
	projects: [
		project('unit'),
		project('ledger', { globalSetup: '<rootDir>/test/ledger/startPostgres.ts', globalTeardown: '<rootDir>/test/ledger/stopPostgres.ts' }),
		project('engine', { setupFilesAfterEnv: ['<rootDir>/test/engine/releaseNock.ts'] }),
		project('sandbox'),
		project('chaos'),
		project('e2e'),
		project('queue'),
		project('long'),
	],
};
