import { NodeOperationError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { call } from '../../lib/http/call';
import { isRecord } from '../../lib/http/isRecord';
import { classifyRepeatable } from '../../lib/xero/failures';
import { READ_TIMEOUT_MS } from '../../lib/xero/limits';
import { authenticatedTransport } from '../shared/authenticatedTransport';
import { executionClock } from '../shared/clock';
import { XERO_CREDENTIAL, xeroBase } from './xeroBase';

/** Organisations connected to the credential, for the list in the panel. */
export async function searchOrganisations(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const result = await call(
		{
			method: 'GET',
			url: `${await xeroBase(this)}/connections`,
			headers: { Accept: 'application/json' },
			timeoutMs: READ_TIMEOUT_MS,
		},
		{ transport: authenticatedTransport(this, XERO_CREDENTIAL), clock: executionClock(), classify: classifyRepeatable },
	);
	if (!result.ok) {
		throw new NodeOperationError(this.getNode(), result.failure.message, { description: result.failure.nextStep });
	}
	const wanted = (filter ?? '').toLowerCase();
	return { results: organisationsIn(result.response.body).filter(({ name }) => name.toLowerCase().includes(wanted)) };
}

/** Practices (accountants' own workspaces) have no contacts; a name may be missing. */
function organisationsIn(body: unknown): { name: string; value: string }[] {
	if (!Array.isArray(body)) return [];
	return body
		.filter(isRecord)
		.filter((connection) => connection.tenantType === 'ORGANISATION')
		.map((connection) => ({
			name: String(connection.tenantName ?? connection.tenantId),
			value: String(connection.tenantId),
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}
