import type { N8nSession } from '../../../sandbox/n8n/session';

/** Creates a Data Table of text columns for the owner, as the editor does. */
export async function createTable(session: N8nSession, name: string, columns: readonly string[]): Promise<void> {
	const { id } = await session.request<{ id: string }>('GET', '/projects/personal');
	await session.request('POST', `/projects/${id}/data-tables`, { name, columns: columns.map((column) => ({ name: column, type: 'string' })) });
}
