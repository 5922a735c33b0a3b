import { askNpm } from './npm.mjs';
import { missingVersion, newestUpTo, pinsOfN8n } from './pinnedVersions.js';

const AT_ONCE = 4;

/**
 * Not every registry has all that a new release pins: a mirror lags, or keeps out what is some days old. In place of a
 * version that is missing the newest published one before it is taken, and that is said.
 * @param {{ name: string, version: string }} root what is installed
 * @param {(overrides: Record<string, string>) => Promise<void>} install rejects with npm's `output`
 */
export async function installFromPublished(root, install) {
	let overrides = {};
	for (;;) {
		try {
			return await install(overrides);
		} catch (error) {
			const missing = missingVersion(error.output ?? '');
			if (!missing || missing.name === root.name || missing.name in overrides) throw error;
			// One missing package of n8n's rarely comes alone, and npm names one an attempt.
			if (Object.keys(overrides).length === 0) overrides = await replacementsIn(root);
			if (!(missing.name in overrides)) overrides = { ...overrides, [missing.name]: await replacementFor(missing, root) };
			const taken = Object.entries(overrides).map((pair) => pair.join(' '));
			console.log(`  Note: the registry lacks versions that ${root.name} ${root.version} pins; taken instead: ${taken.join(', ')}`);
		}
	}
}

/**
 * Goes through n8n's own packages from the root on. The first version met of each is the one for all, as it is in a
 * complete registry: n8n does not run with two copies of its parts.
 */
async function replacementsIn(root) {
	const chosen = new Map();
	const overrides = {};
	let level = [root];
	while (level.length > 0) {
		const pins = (await inTurns(level, dependenciesOf)).flatMap(pinsOfN8n);
		const next = pins.filter(([name], index) => !chosen.has(name) && pins.findIndex(([other]) => other === name) === index);
		level = await inTurns(next, async ([name, version]) => ({ name, version: await publishedVersion({ name, version }, root) }));
		for (const { name, version } of level) chosen.set(name, version);
		for (const [name, version] of pins) if (chosen.get(name) !== version) overrides[name] = chosen.get(name);
	}
	return overrides;
}

async function publishedVersion(wanted, root) {
	return (await dependenciesOf(wanted)) ? wanted.version : await replacementFor(wanted, root);
}

async function replacementFor({ name, version }, root) {
	const answer = JSON.parse(await askNpm(['view', name, 'versions', '--json']));
	const replacement = newestUpTo(version, [answer].flat());
	if (!replacement) throw new Error(`${root.name} ${root.version} needs ${name} ${version}; the registry has neither it nor an older one`);
	return replacement;
}

const known = new Map();

/** The dependencies of a published version, or undefined where it is not published. */
async function dependenciesOf({ name, version }) {
	const key = `${name}@${version}`;
	if (!known.has(key)) known.set(key, await readDependencies(key));
	return known.get(key);
}

async function readDependencies(key) {
	try {
		return JSON.parse((await askNpm(['view', key, 'dependencies', '--json'])) || '{}');
	} catch (error) {
		if (/E404/.test(error.output ?? '')) return undefined;
		throw error;
	}
}

async function inTurns(items, work) {
	const results = [];
	for (let start = 0; start < items.length; start += AT_ONCE) {
		results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
	}
	return results;
}
