import { readFileSync, writeFileSync } from 'node:fs';
import { WORKFLOWS } from './index.mjs';

/** Writes the files that users import: `node workflows/source/write.mjs`; with `--check` it only says which are not up to date. */
const stale = [];
for (const [name, draw] of Object.entries(WORKFLOWS)) {
	const file = new URL(`../${name}.json`, import.meta.url);
	const json = draw().json();
	if (!process.argv.includes('--check')) writeFileSync(file, json);
	else if (readFileSync(file, 'utf8') !== json) stale.push(`${name}.json`);
}
if (stale.length > 0) {
	console.error(`Not what workflows/source makes: ${stale.join(', ')}. Run node workflows/source/write.mjs, or bring your change of the file into the source.`);
	process.exitCode = 1;
}
