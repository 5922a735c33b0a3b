import { aptInstall, canUseApt, findOnPath, MissingRequirement } from './command.mjs';

/**
 * The path of Redis's server; installed by apt where we are root. Debian starts a server of its own with the package; it is
 * left alone, for every server of a test has a folder and a port of its own.
 */
export async function ensureRedis() {
	const found = findOnPath(['redis-server']);
	if (found) return found;
	if (!canUseApt()) throw new MissingRequirement('Redis not found. Install Redis 6 or newer, or set TEST_REDIS_URL to a server that may be filled and emptied, then start again.');
	await aptInstall('Installing Redis', ['redis-server']);
	return findOnPath(['redis-server']);
}
