/** Prints, as JSON in the last line, where Node 24, n8n and Chromium are; installs what is missing first. */
import { cacheFolder } from './cache.mjs';
import { ensureChromium } from './chromium.mjs';
import { toldToPerson } from './command.mjs';
import { ensureN8n } from './n8n.mjs';

try {
	const runtime = await ensureN8n();
	const chromium = await ensureChromium();
	console.log(JSON.stringify({ ...runtime, chromium, cache: cacheFolder() }));
} catch (error) {
	console.error(toldToPerson(error));
	process.exitCode = 1;
}
