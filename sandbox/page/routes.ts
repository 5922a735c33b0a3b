import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox';
import { registerControl } from './control';
import { Live } from './live';

const PUBLIC = join(__dirname, 'public');
const FILES: Record<string, { file: string; type: string }> = {
	'/': { file: 'index.html', type: 'text/html; charset=utf-8' },
	'/style.css': { file: 'style.css', type: 'text/css; charset=utf-8' },
	'/controls.css': { file: 'controls.css', type: 'text/css; charset=utf-8' },
	'/app.js': { file: 'app.js', type: 'text/javascript; charset=utf-8' },
	'/activity.js': { file: 'activity.js', type: 'text/javascript; charset=utf-8' },
	'/lists.js': { file: 'lists.js', type: 'text/javascript; charset=utf-8' },
	'/beside.js': { file: 'beside.js', type: 'text/javascript; charset=utf-8' },
	'/breakages.js': { file: 'breakages.js', type: 'text/javascript; charset=utf-8' },
	'/dialogs.js': { file: 'dialogs.js', type: 'text/javascript; charset=utf-8' },
};

/** The page that shows both vendors live, and the control API behind it. */
export async function registerPage(app: FastifyInstance, sandbox: Sandbox): Promise<void> {
	const live = new Live(sandbox);
	// Before the server closes, not after: it waits for the streams of open pages.
	app.addHook('preClose', async () => await Promise.resolve(live.stop()));
	for (const [path, { file, type }] of Object.entries(FILES)) {
		const content = await readFile(join(PUBLIC, file));
		app.get(path, async (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(content));
	}
	registerControl(app, sandbox, live);
}
