import { aptInstall, canUseApt, findOnPath, MissingRequirement } from './command.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Path of a Chromium or Chrome; installed by apt where we are root. `CHROMIUM_PATH` names another one. */
export async function ensureChromium() {
	const found = process.env.CHROMIUM_PATH || findOnPath(NAMES) || (process.platform === 'darwin' ? MAC : undefined);
	if (found) return found;
	if (!canUseApt()) {
		throw new MissingRequirement('Chromium not found. Install Chromium or Chrome, or set CHROMIUM_PATH to it, then start again.');
	}
	await aptInstall('Installing Chromium', ['chromium']);
	return findOnPath(NAMES);
}
