import type { IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions, ITriggerFunctions } from 'n8n-workflow';
import { QUICK_BACKOFF } from '../../lib/http/backoff';
import type { Failure } from '../../lib/http/failure';
import { chosenAmong, readConnections, type ConnectedOrganisation } from '../../lib/xero/api/connections';
import { authenticatedTransport } from './authenticatedTransport';
import { executionClock } from './clock';
import { credentialFailure } from './credentialFailure';
import { XERO_CREDENTIAL, xeroBase } from './xeroBase';

/**
 * The organisation that a person chose, where the credential is connected to it, or its only one; else what a person has to
 * do. Costs no call of the organisation.
 * @param chosen its id, '' where none was chosen
 */
export async function connectedOrganisation(context: IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | ITriggerFunctions, chosen: string): Promise<ConnectedOrganisation | Failure> {
	const baseUrl = await xeroBase(context).catch((error: unknown) => credentialFailure('Xero', error));
	if (typeof baseUrl !== 'string') return baseUrl;
	const result = await readConnections(baseUrl, { transport: authenticatedTransport(context, XERO_CREDENTIAL), clock: executionClock(), backoff: QUICK_BACKOFF });
	return result.ok ? chosenAmong(chosen, result.organisations) : result.failure;
}
