/** Node's words where a module's compiled part does not exist; any other refusal means that it is there and does not fit. */
const NOTHING_BUILT = /Could not locate the bindings file|Cannot find module/;

/**
 * Why a native module of n8n is not there, and what to do.
 * @param {object} seen
 * @param {string} seen.module
 * @param {string[]} seen.missingTools what a compiler needs and PATH does not hold
 * @param {string} [seen.buildOutput] of `npm rebuild` where it failed
 * @param {string} [seen.loadError] what Node said when it loaded the module, where the rebuild succeeded
 */
function whyNotBuilt({ module, missingTools, buildOutput, loadError = '' }) {
	const notBuilt = `The ${module} module of n8n was not built`;
	if (buildOutput !== undefined) {
		if (missingTools.length > 0) return `${notBuilt}: ${missingTools.join(', ')} not found. Install what is missing, then start again.`;
		return `${notBuilt}, although python3, make and g++ are there: ${causeIn(buildOutput)}. All that npm said stands above.`;
	}
	if (!NOTHING_BUILT.test(loadError)) return `npm built the ${module} module of n8n, but Node cannot load it: ${errorIn(loadError)}`;
	return (
		`${notBuilt}: npm ended well but did not run its build script. ` +
		'Something on this machine forbids scripts: look at "npm config get ignore-scripts" and "npm config get allow-scripts", then start again.'
	);
}

/** The line of a failed build that says most: the compiler's or node-gyp's, before npm's own. */
function causeIn(output) {
	const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim());
	const telling = [/\berror: /, /^gyp ERR! stack \w*Error: /, /^gyp ERR! (?!find|cwd|System|node|command|not ok|configure error|build error)/, /\b(E[A-Z]{4,}|ENOSPC)\b/];
	for (const pattern of telling) {
		const found = lines.find((line) => pattern.test(line));
		if (found) return found.replace(/^gyp ERR! (stack )?/, '');
	}
	return lines.find(Boolean) ?? 'npm rebuild failed without a word';
}

/** @param {string} text what Node printed when it ended */
function errorIn(text) {
	const lines = text.split('\n').map((line) => line.trim());
	return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.find(Boolean) ?? 'it gave no reason';
}

module.exports = { whyNotBuilt };
