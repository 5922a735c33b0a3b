/** Prints, as JSON in the last line, where Chromium is; installs it first where that is possible. */
import { ensureChromium } from './chromium.mjs';
import { toldToPerson } from './command.mjs';

try {
	console.log(JSON.stringify(await ensureChromium()));
} catch (error) {
	console.error(toldToPerson(error));
	process.exitCode = 1;
}
