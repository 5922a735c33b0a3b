#!/usr/bin/env bash
# xero-node@20.0.0: the text "/Date(1439434356790)/ Ltd" is a valid contact name in Xero. Expected: the client hands it out as a text.
# Seen: every text that begins like Xero's date format is turned into a Date, in any field, and the rest of the text is lost.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent xero-node@20.0.0
cat > seen.cjs <<'JS'
const { createServer } = require('node:http');
const { AccountingApi } = require('xero-node/dist/gen/api/accountingApi');
const contact = { ContactID: '5f0b2f0e-0d3b-4f6e-9a53-1c5b6c1f7a01', Name: '/Date(1439434356790)/ Ltd', FirstName: 'Ann' };
const server = createServer((request, response) => {
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify({ Contacts: [contact] }));
}).listen(0, '127.0.0.1', async () => {
	const api = new AccountingApi(`http://127.0.0.1:${server.address().port}/api.xro/2.0`);
	api.accessToken = 'none';
	const { body } = await api.getContacts('tenant');
	const [{ name, firstName }] = body.contacts;
	console.log(`xero-node ${require('xero-node/package.json').version}: sent ${JSON.stringify(contact.Name)}, got ${Object.prototype.toString.call(name)} ${JSON.stringify(name)}; beside it ${JSON.stringify(firstName)}`);
	server.close();
	process.exitCode = name instanceof Date && firstName === 'Ann' ? 0 : 1;
});
JS
node seen.cjs
