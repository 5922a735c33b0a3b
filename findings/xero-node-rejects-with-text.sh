#!/usr/bin/env bash
# xero-node@20.0.0: a call that Xero refuses with 400. Expected: a rejection with an Error that has a message and a stack.
# Seen: the rejection is a text holding JSON; `instanceof Error` is false, `.message` and `.response` are undefined until it is parsed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent xero-node@20.0.0
cat > seen.cjs <<'JS'
const { createServer } = require('node:http');
const { AccountingApi } = require('xero-node/dist/gen/api/accountingApi');
const answer = { ErrorNumber: 10, Type: 'ValidationException', Message: 'A validation exception occurred', Elements: [] };
const server = createServer((request, response) => {
	response.writeHead(400, { 'content-type': 'application/json' });
	response.end(JSON.stringify(answer));
}).listen(0, '127.0.0.1', async () => {
	const api = new AccountingApi(`http://127.0.0.1:${server.address().port}/api.xro/2.0`);
	api.accessToken = 'none';
	const error = await api.createContacts('tenant', { contacts: [{ name: 'Ann' }] }).catch((reason) => reason);
	const parsed = typeof error === 'string' ? JSON.parse(error) : {};
	console.log(`xero-node ${require('xero-node/package.json').version}: rejected with a ${typeof error}, message ${error.message}; parsed, its status is ${parsed.response?.statusCode}`);
	server.close();
	process.exitCode = typeof error === 'string' && !(error instanceof Error) && parsed.response?.statusCode === 400 ? 0 : 1;
});
JS
node seen.cjs
