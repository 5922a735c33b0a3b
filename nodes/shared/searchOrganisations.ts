import { NodeOperationError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { readConnections } from '../../lib/xero/api/connections';
import { authenticatedTransport } from './authenticatedTransport';
import { executionClock } from './clock';
import { XERO_CREDENTIAL, xeroBase } from './xeroBase';

/** Organisations connected to the credential, for the list in the panel. */
export async function searchOrganisations(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const transport = authenticatedTransport(this, XERO_CREDENTIAL);
	const result = await readConnections(await xeroBase(this), { transport, clock: executionClock() });
	if (!result.ok) {
		throw new NodeOperationError(this.getNode(), result.failure.message, { description: result.failure.nextStep });
	}
	const wanted = (filter ?? '').toLowerCase();
	return {
		results: result.organisations
			.filter(({ label, id }) => label.toLowerCase().includes(wanted) || id === wanted)
			.map(({ label, id }) => ({ name: label, value: id })),
	};
}
