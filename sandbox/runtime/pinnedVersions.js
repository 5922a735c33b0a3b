/** What n8n releases together with itself, and pins to exact versions. */
const RELEASED_WITH_N8N = /^(@n8n\/|@n8n_io\/|n8n-)/;

const EXACT = /^\d+\.\d+\.\d+$/;

/**
 * The package that npm did not find in the version that another one pins.
 * @param {string} output of an `npm install` that failed
 * @returns {{ name: string, version: string } | undefined} undefined where it failed for another reason
 */
function missingVersion(output) {
	const [, name, version] = /No matching version found for (\S+)@(\d+\.\d+\.\d+)(?![\w-])/.exec(output) ?? [];
	return name && version ? { name, version } : undefined;
}

/**
 * The newest version that is not newer than the pinned one.
 * @param {string} pinned
 * @param {readonly string[]} published prereleases among them do not count
 */
function newestUpTo(pinned, published) {
	return published.filter((version) => EXACT.test(version) && order(version, pinned) <= 0).sort(order).at(-1);
}

/** @param {string} a @param {string} b */
function order(a, b) {
	const [left, right] = [a, b].map((version) => version.split('.').map(Number));
	return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/**
 * n8n's own packages among some dependencies, where an exact version is asked for.
 * @param {Record<string, string>} dependencies
 */
function pinsOfN8n(dependencies) {
	return Object.entries(dependencies).filter(([name, version]) => RELEASED_WITH_N8N.test(name) && EXACT.test(version));
}

module.exports = { missingVersion, newestUpTo, pinsOfN8n };
