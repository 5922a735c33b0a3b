#!/usr/bin/env bash
# intercom-client@7.0.3: a POST that creates is answered with 502, as a gateway does whose server may well have done it.
# Expected: one request and an error, or an idempotency key with which the server tells the second request from a new one. Seen:
# three requests without any key, for contacts.create and for messages.create, which sends a message to a person.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent intercom-client@7.0.3
cat > seen.cjs <<'JS'
const { createServer } = require('node:http');
const { IntercomClient } = require('intercom-client');
const seen = [];
const server = createServer((request, response) => {
	request.resume();
	seen.push({ path: request.url, key: Object.keys(request.headers).find((name) => name.includes('idempotency')) });
	response.writeHead(502, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ type: 'error.list', errors: [{ code: 'server_error', message: 'Bad gateway' }] }));
}).listen(0, '127.0.0.1', async () => {
	const client = new IntercomClient({ token: 'none', baseUrl: `http://127.0.0.1:${server.address().port}` });
	const message = { message_type: 'email', subject: 'Hello', body: 'Hello', template: 'plain', from: { type: 'admin', id: 1 }, to: { type: 'user', id: '6762f0a31bb69f9f2193bb1c' } };
	await client.contacts.create({ role: 'user', email: 'ada@example.org' }).catch(() => undefined);
	await client.messages.create(message).catch(() => undefined);
	const count = (path) => seen.filter((one) => one.path === path).length;
	const keys = seen.filter(({ key }) => key !== undefined).length;
	console.log(`intercom-client ${process.env.VERSION}: POST /contacts sent ${count('/contacts')} times, POST /messages ${count('/messages')} times, with an idempotency key ${keys} times`);
	server.close();
	process.exitCode = count('/contacts') === 3 && count('/messages') === 3 && keys === 0 ? 0 : 1;
});
JS
VERSION=$(node -p "JSON.parse(require('fs').readFileSync('node_modules/intercom-client/package.json')).version") node seen.cjs
