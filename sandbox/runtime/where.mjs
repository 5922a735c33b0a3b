/** Prints, as JSON in the last line, where Node 24 and n8n are; installs what is missing first. */
import { cacheFolder } from './cache.mjs';
import { toldToPerson } from './command.mjs';
import { ensureN8n } from './n8n.mjs';

try {
	console.log(JSON.stringify({ ...(await ensureN8n()), cache: cacheFolder() }));
} catch (error) {
	console.error(toldToPerson(error));
	process.exitCode = 1;
}
