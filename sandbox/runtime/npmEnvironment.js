/** npm's settings that belong to the machine and its user: the way to the registry, and where npm keeps its own files. */
const OF_THE_MACHINE = new Set([
	'registry', 'replace-registry-host', 'userconfig', 'globalconfig', 'cache', 'offline', 'prefer-offline', 'prefer-online',
	'proxy', 'https-proxy', 'http-proxy', 'noproxy', 'no-proxy', 'ca', 'cafile', 'cert', 'key', 'strict-ssl', 'local-address', 'maxsockets',
	'fetch-retries', 'fetch-retry-factor', 'fetch-retry-mintimeout', 'fetch-retry-maxtimeout', 'fetch-timeout',
	'nodedir', 'disturl', 'python', 'before', 'min-release-age',
]);

/**
 * The environment for an npm, or an n8n that starts one, when this process may itself have been started by npm. Such a
 * process inherits every setting of its npm as `npm_config_...`: those of the project's .npmrc and of that one command
 * line too, and the next npm would take them for its user's wish. With `ignore-scripts` it builds nothing, with
 * `dry-run` it installs nothing, with `json` it answers something else. What belongs to the machine stays; the rest the
 * next npm reads where its user keeps it.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function npmEnvironment(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => isPassedOn(name)));
}

/** @param {string} name */
function isPassedOn(name) {
	if (name === 'INIT_CWD' || !/^npm_/i.test(name)) return name !== 'INIT_CWD';
	const setting = /^npm_config_(.+)$/i.exec(name)?.[1] ?? '';
	// Credentials and scopes of a registry: `//host/:_authToken`, `@scope:registry`, `_auth`.
	return /^[/@_]/.test(setting) || OF_THE_MACHINE.has(setting.toLowerCase().replaceAll('_', '-'));
}

module.exports = { npmEnvironment };
