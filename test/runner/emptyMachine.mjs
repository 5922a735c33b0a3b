import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askNpm } from '../../sandbox/runtime/npm.mjs';
import { npmEnvironment } from '../../sandbox/runtime/npmEnvironment.js';
import { changesIn, cloneInto } from './checkout.mjs';
import { run } from './children.mjs';

const LIMIT_MS = 45 * 60_000;
const ROWS = 14;

/** A clone, a home and a cache in which nothing is, as on the machine of somebody who has just heard of us. */
export function emptyMachine() {
	const folder = mkdtempSync(join(tmpdir(), 'intercom-xero-empty-machine-'));
	const [clone, home, cache] = ['clone', 'home', 'cache'].map((name) => join(folder, name));
	for (const part of [clone, home, cache]) mkdirSync(part);
	process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return { clone, home, cache };
}

/**
 * README's first command there. The registry is the one of this machine: its settings are not in the empty home, so npm
 * is told where they are, as somebody would tell it who has them elsewhere.
 * @returns {Promise<Record<string, string | undefined>>} what was looked at, and what is wrong with it
 */
export async function playDemo({ clone, home, cache }) {
	cloneInto(clone);
	let output = '';
	const code = await run('npm', ['run', 'demo', '--', '--once'], {
		cwd: clone,
		env: await environment(home, cache),
		limitMs: LIMIT_MS,
		print: (text) => {
			output += text;
			process.stdout.write(text.replace(/^(?=.)/gm, 'demo | '));
		},
	});
	const changes = changesIn(clone);
	return {
		'npm run demo -- --once ends well': code === 0 ? undefined : `it ended with ${code}`,
		'npm run demo -- --once prints its table': tableIn(output) ? undefined : `the table of ${ROWS} rows is not in what it printed`,
		'npm run demo -- --once leaves the checkout clean': changes === '' ? undefined : changes,
	};
}

async function environment(home, cache) {
	const userconfig = (await askNpm(['config', 'get', 'userconfig'])).trim();
	const inherited = Object.entries(npmEnvironment(process.env)).filter(([name]) => !/^(npm_config_cache|xdg_.*_home)$/i.test(name));
	return { ...Object.fromEntries(inherited), HOME: home, INTERCOM_XERO_CACHE: cache, npm_config_userconfig: userconfig };
}

/** The head of the table, and under it each row with its `ok`. */
function tableIn(output) {
	const [, table = ''] = output.split(/^ *way +what happens .*seconds$/m);
	return table.split('\n').filter((line) => line.startsWith('ok ')).length === ROWS && !table.includes('NOT AS IT SHOULD BE');
}
