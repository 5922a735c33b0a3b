import type { N8nSession } from '../../../sandbox/n8n/session';

export type TableRow = Record<string, string | number | null> & { key: string };

interface Table {
	id: string;
	name: string;
	projectId: string;
}

const PAGE = 200;

/** Every Data Table of the owner. */
export async function listTables(session: N8nSession): Promise<Table[]> {
	const { data } = await session.request<{ data: Table[] }>('GET', '/data-tables-global?take=100');
	return data;
}

/** All rows of the table of exactly this name, as the editor shows them; none where there is no such table yet. */
export async function readTable(session: N8nSession, name: string): Promise<TableRow[]> {
	const table = await tableCalled(name, session);
	if (table === undefined) return [];
	const rows: TableRow[] = [];
	for (;;) {
		const path = `/projects/${table.projectId}/data-tables/${table.id}/rows?take=${PAGE}&skip=${rows.length}`;
		const { data } = await session.request<{ data: TableRow[] }>('GET', path);
		rows.push(...data);
		if (data.length < PAGE) return rows;
	}
}

/** Creates a table of text columns for the owner, as the editor does. */
export async function createTable(session: N8nSession, name: string, columns: readonly string[]): Promise<void> {
	const { id } = await session.request<{ id: string }>('GET', '/projects/personal');
	await session.request('POST', `/projects/${id}/data-tables`, { name, columns: columns.map((column) => ({ name: column, type: 'string' })) });
}

/** @throws where there is no table of this name */
export async function insertRow(session: N8nSession, name: string, row: Record<string, string | number>): Promise<void> {
	const table = await tableCalled(name, session);
	if (table === undefined) throw new Error(`There is no table ${name}`);
	await session.request('POST', `/projects/${table.projectId}/data-tables/${table.id}/insert`, { data: [row], returnType: 'count' });
}

async function tableCalled(name: string, session: N8nSession): Promise<Table | undefined> {
	return (await listTables(session)).find((each) => each.name === name);
}
