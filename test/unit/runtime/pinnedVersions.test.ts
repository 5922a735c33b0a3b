import { missingVersion, newestUpTo, pinsOfN8n } from '../../../sandbox/runtime/pinnedVersions';

test('the version that npm did not find is read from its words', () => {
	const output = 'npm error code ETARGET\nnpm error notarget No matching version found for @n8n/agents@0.26.2.\nnpm error notarget In most cases';
	expect(missingVersion(output)).toEqual({ name: '@n8n/agents', version: '0.26.2' });
});

test.each(['No matching version found for axios@^1.2.3.', 'No matching version found for axios@1.2.3-beta.1.', 'npm error code ENOSPC'])(
	'what is no missing pin is not mended: %s',
	(output) => expect(missingVersion(output)).toBeUndefined(),
);

test.each([
	['0.26.2', ['0.25.9', '0.26.1', '0.26.0', '0.27.0'], '0.26.1'],
	['2.10.0', ['2.9.9', '2.10.1', '2.2.0'], '2.9.9'],
	['1.0.0', ['1.0.0', '0.9.0'], '1.0.0'],
	['1.0.1', ['1.0.1-rc.1', '1.0.0'], '1.0.0'],
	['1.0.0', ['1.0.1', '2.0.0'], undefined],
])('in place of %s, of %j published, %s is taken', (pinned, published, taken) => {
	expect(newestUpTo(pinned, published)).toBe(taken);
});

test('only what n8n releases with itself, and pins exactly, is held to one version', () => {
	const dependencies = { 'n8n-core': '2.41.2', '@n8n/db': '1.41.2', axios: '1.12.0', '@n8n/di': '^0.17.0' };
	expect(pinsOfN8n(dependencies)).toEqual([['n8n-core', '2.41.2'], ['@n8n/db', '1.41.2']]);
});
