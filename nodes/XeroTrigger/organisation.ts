import { NodeOperationError, type IHookFunctions, type INode, type ITriggerFunctions } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { readBinding } from '../../lib/ledger/decisions/holders';
import type { Binding } from '../../lib/ledger/rows/facts';
import { LedgerProblem, problemWords } from '../../lib/ledger/store/problem';
import { connectedOrganisation } from '../shared/connectedOrganisation';
import { ledgerFault, ledgerName, openLedger } from '../shared/openLedger';
import { chosenOrganisation, deliversIntoLedger } from './parameters';

/** A ledger that belongs to another organisation, in words that name both. */
export function anotherOrganisation(ledger: string, { organisationId, organisationName }: Binding, wanted: string): LedgerProblem {
	return new LedgerProblem(
		'boundElsewhere',
		`The ledger "${ledger}" belongs to the Xero organisation ${organisationName} (${organisationId}), and this Xero Trigger listens to the organisation ${wanted}.`,
		'Choose the organisation of the ledger under Organisation, or the ledger of that organisation under Ledger.',
	);
}

/**
 * Whose changes the trigger is for, looked at when the workflow is published: the chosen organisation, else that of the
 * ledger, else the only one that the credential is connected to. A Xero that does not answer for the moment does not stop an
 * organisation that is known.
 * @throws NodeOperationError with what to do where it cannot be known, or is not that of the ledger
 */
export async function organisationOf(context: IHookFunctions | ITriggerFunctions): Promise<string> {
	const chosen = chosenOrganisation(context);
	const bound = deliversIntoLedger(context) ? await bindingOf(context) : null;
	if (bound !== null && chosen !== '' && bound.organisationId !== chosen) throw ledgerFault(context, anotherOrganisation(ledgerName(context), bound, chosen));
	const known = chosen || (bound?.organisationId ?? '');
	const found = await connectedOrganisation(context, known);
	if ('id' in found) return found.id;
	if (known === '' || !mayGoOn(context, found)) throw refused(context.getNode(), found);
	context.logger.warn(`Xero did not confirm the organisation of the Xero Trigger; the one known is used. ${found.message}`, { reason: found.reason });
	return known;
}

async function bindingOf(context: IHookFunctions | ITriggerFunctions): Promise<Binding | null> {
	try {
		const store = await openLedger(context, 0, { anew: context.getMode() !== 'manual' });
		return await store.change(readBinding());
	} catch (error) {
		throw ledgerFault(context, error);
	}
}

/** A person who publishes is there to mend it; n8n that starts at night is not. */
export function mayGoOn(context: IHookFunctions | ITriggerFunctions, { retryable }: Pick<Failure, 'retryable'>): boolean {
	return retryable || ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/** The editor shows the message of a failed publication, and not its description. */
export function refused(node: INode, failure: Pick<Failure, 'message' | 'nextStep'>): NodeOperationError {
	return new NodeOperationError(node, problemWords(failure));
}
