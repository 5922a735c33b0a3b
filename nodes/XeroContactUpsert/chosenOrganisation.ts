import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import type { CallContext } from '../../lib/http/call';
import { onlyOrganisation, readConnections } from '../../lib/xero/api/connections';
import { XERO_CREDENTIAL } from '../shared/xeroBase';
import { organisationsOfLedgers } from './ofLedger';
import { connectedOrganisations } from './processState';

/** A credential that was connected to another organisation is noticed within this time. */
const REMEMBERED_MS = 10 * 60_000;

/** As Xero makes its tenant ids. */
const ORGANISATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The organisation chosen in the panel; left empty, that of the ledger whose items these are, else the only one the credential is connected to. Imported workflows
 * then run as soon as the credential is chosen, and two organisations are never confused.
 * @returns the tenant id, or what a person has to do
 */
export async function chosenOrganisation(
	context: IExecuteFunctions,
	baseUrl: string,
	calls: Omit<CallContext, 'classify'>,
): Promise<string | Failure> {
	const inPanel = String(context.getNodeParameter('organisation', 0, '', { extractValue: true }) ?? '').trim();
	const [ofLedger = '', ...others] = organisationsOfLedgers(context.getInputData());
	if (inPanel === '' && others.length > 0) return ofSeveral;
	const chosen = inPanel === '' ? ofLedger : inPanel;
	// Xero writes ids in lower case, people paste them in any.
	if (chosen !== '') return ORGANISATION_ID.test(chosen) ? chosen.toLowerCase() : notAnId(chosen);
	const key = `${baseUrl} ${context.getNode().credentials?.[XERO_CREDENTIAL]?.id ?? ''}`;
	const known = connectedOrganisations.get(key);
	if (known && calls.clock.now() - known.at < REMEMBERED_MS) return known.id;
	const result = await readConnections(baseUrl, calls);
	if (!result.ok) return result.failure;
	const only = onlyOrganisation(result.organisations);
	if (!('id' in only)) return only;
	connectedOrganisations.set(key, { id: only.id, at: calls.clock.now() });
	return only.id;
}

const ofSeveral: Failure = {
	class: 'validation',
	reason: 'organisationInvalid',
	message: 'The items are of ledgers of several Xero organisations, and none is chosen (field Organisation)',
	nextStep: 'Bring the items of each ledger to a node of their own, or choose the organisation from the list.',
	retryable: false,
	field: 'organisation',
};

function notAnId(chosen: string): Failure {
	return {
		class: 'validation',
		reason: 'organisationInvalid',
		message: `"${chosen.slice(0, 60)}" is not the ID of a Xero organisation (field Organisation)`,
		nextStep: 'Choose the organisation from the list, or paste an ID that looks like 45e4708e-d862-4111-ab3a-dd8cd03913e1.',
		retryable: false,
		field: 'organisation',
	};
}
