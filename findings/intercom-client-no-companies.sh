#!/usr/bin/env bash
# intercom-client@7.0.3: companies of a contact. Intercom's API reference shows the answer { type: "list", data: [...] }.
# Expected: the iterator of contacts.listAttachedCompanies yields the company. Seen: it yields nothing, for it looks under "companies".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent intercom-client@7.0.3
cat > seen.cjs <<'JS'
const { createServer } = require('node:http');
const { IntercomClient } = require('intercom-client');
const company = { type: 'company', id: '6762f0a31bb69f9f2193bb1b', company_id: '1', name: 'Acme Pty Ltd' };
const answer = { type: 'list', data: [company], pages: { type: 'pages', page: 1, per_page: 50, total_pages: 1 }, total_count: 1 };
const server = createServer((request, response) => {
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(answer));
}).listen(0, '127.0.0.1', async () => {
	const client = new IntercomClient({ token: 'none', baseUrl: `http://127.0.0.1:${server.address().port}` });
	const found = [];
	for await (const one of await client.contacts.listAttachedCompanies({ contact_id: '6762f0a31bb69f9f2193bb1c' })) found.push(one);
	console.log(`intercom-client ${process.env.VERSION}: the answer held 1 company, the iterator yielded ${found.length}`);
	server.close();
	process.exitCode = found.length === 0 ? 0 : 1;
});
JS
VERSION=$(node -p "JSON.parse(require('fs').readFileSync('node_modules/intercom-client/package.json')).version") node seen.cjs
