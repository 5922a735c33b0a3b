/** Installs whatever n8n needs on this machine; safe to run again, quick when nothing is missing. */
import { toldToPerson } from './command.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureN8n } from './n8n.mjs';

try {
	const { n8n } = await ensureN8n();
	console.log(`n8n: ${n8n}`);
	console.log(`Chromium: ${await ensureChromium()}`);
} catch (error) {
	console.error(toldToPerson(error));
	process.exitCode = 1;
}
