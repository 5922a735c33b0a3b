import { whyNotBuilt } from '../../../sandbox/runtime/whyNotBuilt';

const COMPILER = `npm error code 1
npm error path /cache/node_modules/sqlite3
npm error gyp info it worked if it ends with ok
npm error gyp ERR! build error
npm error gyp ERR! stack Error: \`make\` failed with exit code: 2
npm error ../src/database.cc:3:10: fatal error: napi.h: No such file or directory
npm error A complete log of this run can be found in: /root/.npm/_logs/x.log`;

const HEADERS = `npm error code 1
npm error path /cache/node_modules/isolated-vm
npm error gyp ERR! configure error
npm error gyp ERR! stack FetchError: request to https://nodejs.org/download/release/v24.9.0/node-v24.9.0-headers.tar.gz failed, reason: getaddrinfo ENOTFOUND nodejs.org
npm error gyp ERR! System Linux 6.1`;

test('tools that are missing are named, and only those', () => {
	const message = whyNotBuilt({ module: 'sqlite3', missingTools: ['make', 'g++'], buildOutput: 'gyp ERR! stack Error: not found: make' });
	expect(message).toBe('The sqlite3 module of n8n was not built: make, g++ not found. Install what is missing, then start again.');
});

test.each([
	['the compiler', COMPILER, 'fatal error: napi.h: No such file or directory'],
	['node-gyp', HEADERS, 'reason: getaddrinfo ENOTFOUND nodejs.org'],
	['npm alone', 'npm error code ENOSPC\nnpm error no space left on device', 'ENOSPC'],
])('a build that failed with all tools there is told in the words of %s', (_, buildOutput, words) => {
	const message = whyNotBuilt({ module: 'sqlite3', missingTools: [], buildOutput });
	expect(message).toContain('although python3, make and g++ are there');
	expect(message).toContain(words);
	expect(message).not.toMatch(/install/i);
});

test.each([
	'Error: Could not locate the bindings file. Tried:\n → /cache/node_modules/sqlite3/build/node_sqlite3.node',
	"Error: Cannot find module './out/isolated_vm'\nRequire stack:",
])('a rebuild that ended well and built nothing is laid to the scripts that did not run: %s', (loadError) => {
	const message = whyNotBuilt({ module: 'sqlite3', missingTools: [], loadError });
	expect(message).toContain('did not run its build script');
	expect(message).toContain('ignore-scripts');
	expect(message).not.toContain('g++');
});

test('tools that nobody needed are not blamed for scripts that did not run', () => {
	expect(whyNotBuilt({ module: 'sqlite3', missingTools: ['g++'], loadError: 'Error: Could not locate the bindings file.' })).not.toContain('g++');
});

test('a module that was built and does not fit is told in the words of Node', () => {
	const loadError = '/cache/x.js:1\n\nError: libstdc++.so.6: version `GLIBCXX_3.4.29\' not found\n    at Module.load';
	expect(whyNotBuilt({ module: 'sqlite3', missingTools: [], loadError })).toContain("libstdc++.so.6: version `GLIBCXX_3.4.29' not found");
});
