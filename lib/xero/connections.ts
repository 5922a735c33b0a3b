import { call, type CallContext } from '../http/call';
import type { Failure } from '../http/failure';
import { isRecord } from '../http/isRecord';
import { classifyRepeatable } from './failures';
import { READ_TIMEOUT_MS } from './limits';

/** An organisation that the credential may use. */
export interface ConnectedOrganisation {
	name: string;
	/** Xero's tenant id, which every accounting call must carry. */
	id: string;
}

export type ConnectionsResult = { ok: true; organisations: ConnectedOrganisation[] } | { ok: false; failure: Failure };

/**
 * The organisations connected to the credential, by name. Practices (accountants' own workspaces) have no contacts
 * and are left out. Costs no accounting call.
 * @see https://developer.xero.com/documentation/guides/oauth2/tenants
 */
export async function readConnections(baseUrl: string, context: Omit<CallContext, 'classify'>): Promise<ConnectionsResult> {
	const request = { method: 'GET', url: `${baseUrl}/connections`, headers: { Accept: 'application/json' }, timeoutMs: READ_TIMEOUT_MS } as const;
	const result = await call(request, { ...context, classify: classifyRepeatable });
	return result.ok ? { ok: true, organisations: organisationsIn(result.response.body) } : { ok: false, failure: result.failure };
}

function organisationsIn(body: unknown): ConnectedOrganisation[] {
	if (!Array.isArray(body)) return [];
	return body
		.filter(isRecord)
		.filter((connection) => connection.tenantType === 'ORGANISATION' && typeof connection.tenantId === 'string')
		.map((connection) => ({ name: String(connection.tenantName ?? connection.tenantId), id: String(connection.tenantId).toLowerCase() }))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** The one organisation there can be no doubt about, or what a person has to do. Pure. */
export function onlyOrganisation(organisations: readonly ConnectedOrganisation[]): ConnectedOrganisation | Failure {
	const [only, ...others] = organisations;
	if (only && others.length === 0) return only;
	return {
		class: 'validation',
		reason: only ? 'organisationNotChosen' : 'noOrganisationConnected',
		message: only
			? `The Xero credential is connected to several organisations (${organisations.map(({ name }) => name).join(', ')}), and none is chosen`
			: 'The Xero credential is connected to no organisation',
		nextStep: only
			? 'Choose the organisation in the Xero Contact Upsert node.'
			: 'Open the Xero credential, choose Connect, and allow access to an organisation.',
		retryable: false,
		field: 'organisation',
	};
}
