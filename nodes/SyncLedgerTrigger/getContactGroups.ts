import { NodeOperationError, type ILoadOptionsFunctions, type INodePropertyOptions } from 'n8n-workflow';
import { QUICK_BACKOFF } from '../../lib/http/backoff';
import type { Failure } from '../../lib/http/failure';
import { getGroups } from '../../lib/xero/api/groupEndpoints';
import { authenticatedTransport } from '../shared/authenticatedTransport';
import { executionClock } from '../shared/clock';
import { connectedOrganisation } from '../shared/connectedOrganisation';
import { XERO_CREDENTIAL, xeroBase } from '../shared/xeroBase';

/** The contact groups of the chosen organisation, by name, for the list in the panel. */
export async function getContactGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const chosen = String(this.getCurrentNodeParameter('organisation', { extractValue: true }) ?? '').trim();
	const found = await connectedOrganisation(this, chosen);
	if (!('id' in found)) throw refused(this, found);
	const transport = authenticatedTransport(this, XERO_CREDENTIAL);
	const groups = await getGroups({ baseUrl: await xeroBase(this), organisationId: found.id, context: { transport, clock: executionClock(), backoff: QUICK_BACKOFF } });
	if (!groups.ok) throw refused(this, groups.failure);
	return groups.value.map(({ ContactGroupID: value, Name: name }) => ({ name, value })).sort((a, b) => a.name.localeCompare(b.name));
}

function refused(context: ILoadOptionsFunctions, { message, nextStep }: Failure): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description: nextStep });
}
