import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { N8nInstance } from '../../../sandbox/n8n/instance';
import { runtimePaths } from '../../../sandbox/n8n/runtimePaths';

export interface DatabaseState {
	/** Of n8n's own database, free pages left out. */
	bytes: number;
	/** Number of the last execution that n8n started. */
	lastExecution: number;
}

const ASK = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1], { readOnly: true, timeout: 10000 });
	const value = (sql) => Number(Object.values(database.prepare(sql).get() ?? { none: 0 })[0]);
	const pages = value('pragma page_count') - value('pragma freelist_count');
	console.log(JSON.stringify({ bytes: pages * value('pragma page_size'), lastExecution: value("select seq from sqlite_sequence where name = 'execution_entity'") }));
`;

/** What n8n has in its database, its log of writes included. Asked by the Node that has node:sqlite. */
export function databaseOf(n8n: N8nInstance): DatabaseState {
	const file = join(n8n.folder, '.n8n', 'database.sqlite');
	return JSON.parse(execFileSync(runtimePaths().node, ['--no-warnings', '-e', ASK, file], { encoding: 'utf8' })) as DatabaseState;
}
