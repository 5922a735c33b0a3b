const transform = {
	'^.+\\.tsx?$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
};

const project = (displayName, extra = {}) => ({
	displayName,
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	transform,
	setupFiles: ['<rootDir>/test/fixedSeed.ts'],
	...extra,
});

/** One project a rung of the ladder: pure code, the real n8n engine, the stand-ins, chaos, a real n8n, the long runs. */
module.exports = {
	// Generous: a machine busy with other work is no reason to fail.
	testTimeout: 30_000,
	projects: [
		project('unit'),
		project('engine', { setupFilesAfterEnv: ['<rootDir>/test/engine/releaseNock.ts'] }),
		project('sandbox'),
		project('chaos'),
		project('e2e'),
		project('long'),
	],
};
