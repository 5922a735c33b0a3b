/**
 * The lowest Node that satisfies `engines.node` of a package.
 * @param {string} engines such as `>=22.22` or `>=20.19 <= 24.x`
 * @returns {{ major: number, minor: number }}
 */
function lowestNode(engines) {
	const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(engines) ?? [];
	if (major === undefined) throw new Error(`No Node version in engines "${engines}"`);
	return { major: Number(major), minor: Number(minor) };
}

/**
 * Whether a Node is new enough, and no newer than the range goes.
 * @param {string} engines
 * @param {string} version of the Node, such as `24.1.0`
 */
function nodeFits(engines, version) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const lowest = lowestNode(engines);
	const highest = Number(/<=\s*(\d+)/.exec(engines)?.[1] ?? Infinity);
	return (major > lowest.major || (major === lowest.major && minor >= lowest.minor)) && major <= highest;
}

module.exports = { lowestNode, nodeFits };
