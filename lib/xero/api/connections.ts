import { call, type CallContext } from '../../http/call';
import type { Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import { classifyRepeatable } from './failures';
import { READ_TIMEOUT_MS } from '../pace/limits';

/** An organisation that the credential may use. */
export interface ConnectedOrganisation {
	name: string;
	/** The name, and what tells it apart where another one has the same. */
	label: string;
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
	const found = body
		.filter(isRecord)
		.filter((connection) => connection.tenantType === 'ORGANISATION' && typeof connection.tenantId === 'string')
		.map((connection) => ({
			name: String(connection.tenantName ?? connection.tenantId).trim(),
			id: String(connection.tenantId).toLowerCase(),
			since: typeof connection.createdDateUtc === 'string' ? connection.createdDateUtc.slice(0, 10) : '',
		}));
	const isShared = (name: string) => found.filter((other) => sameText(other.name, name)).length > 1;
	return found
		.map(({ name, id, since }) => ({ name, id, label: isShared(name) ? labelOf(name, id, since) : name }))
		.sort((a, b) => a.label.localeCompare(b.label));
}

/** `Demo Company (AU) [45e4708e, connected 2026-11-23]`: a reset demo company has the name of the one before, and another id. */
function labelOf(name: string, id: string, since: string): string {
	return `${name} [${[id.slice(0, 8), since && `connected ${since}`].filter(Boolean).join(', ')}]`;
}

function sameText(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}

/** The one organisation there can be no doubt about, or what a person has to do. Pure. */
export function onlyOrganisation(organisations: readonly ConnectedOrganisation[]): ConnectedOrganisation | Failure {
	const [only, ...others] = organisations;
	if (only && others.length === 0) return only;
	return {
		class: 'validation',
		reason: only ? 'organisationNotChosen' : 'noOrganisationConnected',
		message: only
			? `The Xero credential is connected to several organisations (${organisations.map(({ label, id }) => `${label} = ${id}`).join(', ')}), and none is chosen`
			: 'The Xero credential is connected to no organisation',
		nextStep: only
			? 'Choose it under Organisation: in Sync Ledger Trigger where the workflow has one, else in this node.'
			: 'Open the Xero credential, press Switch account (or Connect), and allow access to an organisation.',
		retryable: false,
		field: 'organisation',
	};
}

/**
 * The organisation that a person chose, or the only one there is; else what the person has to do. Pure.
 * @param id as it stands in the field, '' where none was chosen
 */
export function chosenAmong(id: string, organisations: readonly ConnectedOrganisation[]): ConnectedOrganisation | Failure {
	const chosen = id.trim().toLowerCase();
	if (chosen === '') return onlyOrganisation(organisations);
	return (
		organisations.find((organisation) => organisation.id === chosen) ?? {
			class: 'validation',
			reason: 'organisationNotConnected',
			message: `The Xero credential is not connected to the organisation ${id.trim().slice(0, 60)}`,
			nextStep: 'Choose it again under Organisation (a demo company that was reset has a new ID), or connect it in the Xero credential.',
			retryable: false,
			field: 'organisation',
		}
	);
}
