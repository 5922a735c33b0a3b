import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmEnvironment } from '../../../sandbox/runtime/npmEnvironment';

/** What `npm run` hands to a script; recorded with npm 11 in a project whose .npmrc says ignore-scripts=true. */
const FROM_NPM = {
	npm_command: 'run',
	npm_lifecycle_event: 'demo',
	npm_package_json: '/clone/package.json',
	npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js',
	npm_node_execpath: '/usr/bin/node',
	npm_config_ignore_scripts: 'true',
	npm_config_fund: '',
	npm_config_audit: '',
	npm_config_local_prefix: '/clone',
	npm_config_prefix: '/usr',
	npm_config_node_gyp: '/usr/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js',
	INIT_CWD: '/clone',
};

test.each(['omit', 'dry_run', 'json', 'loglevel', 'global', 'package_lock', 'workspaces', 'IGNORE_SCRIPTS', 'Ignore-Scripts'])(
	'%s, a setting of one command or project, does not reach the next npm',
	(name) => expect(npmEnvironment({ [`npm_config_${name}`]: 'true', [`NPM_CONFIG_${name}`]: 'true' })).toEqual({}),
);

test('nothing that npm says of the script it started reaches the next npm', () => {
	expect(npmEnvironment(FROM_NPM)).toEqual({});
});

test('the way to the registry and the places of the user stay', () => {
	const machine = {
		HOME: '/home/jane',
		PATH: '/usr/bin',
		npm_config_registry: 'https://npm.example/',
		NPM_CONFIG_USERCONFIG: '/home/jane/.npmrc',
		npm_config_https_proxy: 'http://proxy.example:3128',
		npm_config_strict_ssl: '',
		'npm_config_//npm.example/:_authToken': 'secret',
		'npm_config_@acme:registry': 'https://acme.example/',
		npm_config_nodedir: '/usr',
	};
	expect(npmEnvironment({ ...machine, ...FROM_NPM })).toEqual(machine);
});

describe('npm started by a script that npm started', () => {
	let folder: string;

	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'intercom-xero-npm-'));
		const script = `
			const { execFileSync } = require('node:child_process');
			const { npmEnvironment } = require(${JSON.stringify(join(__dirname, '../../../sandbox/runtime/npmEnvironment'))});
			const get = (env) => execFileSync('npm', ['config', 'get', 'ignore-scripts', '--userconfig=none'], { env, cwd: require('node:os').tmpdir() });
			console.log(String(get(process.env)).trim(), String(get(npmEnvironment(process.env))).trim());`;
		writeFileSync(join(folder, 'script.js'), script);
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, scripts: { demo: 'node script.js' } }));
		writeFileSync(join(folder, '.npmrc'), 'ignore-scripts=true\n');
	});

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test('runs build scripts again, which it would not in the environment as it is', () => {
		const printed = execFileSync('npm', ['run', '--silent', 'demo'], { cwd: folder, env: npmEnvironment(process.env), encoding: 'utf8' });
		expect(printed.trim()).toBe('true false');
	});
});
