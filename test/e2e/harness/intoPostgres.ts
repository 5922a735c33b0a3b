import type { INode } from 'n8n-workflow';
import { createCredential } from '../../../sandbox/n8n/credentials';
import { editWorkflow } from '../../../sandbox/n8n/workflows';
import { withParameters, type ContactSync } from './contactSync';
import { publishAnew } from './publishAnew';

/** What a user does whose ledger is to lie in PostgreSQL from now on: a credential, chosen in every node that has a ledger, and published anew. @param url of the database */
export async function intoPostgres(sync: ContactSync, url: string): Promise<void> {
	const { session, workflow, credentials } = sync.stage;
	const { hostname: host, port, pathname, username: user, password } = new URL(url);
	const data = { host, port: Number(port), database: pathname.slice(1), user, password: decodeURIComponent(password), ssl: 'disable', maxConnections: 10 };
	const postgres = await createCredential(session, { type: 'postgres', name: 'Ledger database', data });
	const node = (each: INode) => ('ledger' in each.parameters ? withParameters(each, { ledgerStore: 'postgres', ledgerOptions: {} }) : each);
	await editWorkflow(session, workflow.id, { credentials: [...credentials, postgres], node });
	await publishAnew(session, workflow.id);
}
