import type { Failure } from '../../http/failure';
import { textOf } from '../../http/textOf';
import type { BackRecord } from '../record/backRecord';

/** What the ledger handed out of a record, as far as an item still says it. */
export interface HandedOut {
	kind?: unknown;
	organisationId?: unknown;
	/** Of its last sync. */
	xeroContactId?: unknown;
}

/**
 * Whether an item is still the record that the ledger handed out: nodes in between may mix up what belongs to several, and what one
 * contact of Xero holds must not go to the record of another.
 * @returns what does not fit, or undefined. Pure, never throws.
 */
export function notOfItsLedger({ kind, organisationId, xeroContactId, shownName }: BackRecord, handedOut: HandedOut): Failure | undefined {
	const [wantedKind, wantedOrganisation, wantedContact] = [textOf(handedOut.kind), textOf(handedOut.organisationId).toLowerCase(), textOf(handedOut.xeroContactId).toLowerCase()];
	const told =
		wantedKind !== '' && wantedKind !== kind ? `the ledger knows a ${wantedKind}, and the item is of a ${kind}`
		: wantedOrganisation !== '' && wantedOrganisation !== organisationId ? `the ledger is of the Xero organisation ${wantedOrganisation}, and the item of ${organisationId}`
		: wantedContact !== '' && wantedContact !== xeroContactId ? `the ledger knows the Xero contact ${wantedContact}, and the item is of ${xeroContactId}`
		: undefined;
	if (told === undefined) return undefined;
	return {
		class: 'validation', reason: 'notItsRecord', message: `"${shownName.slice(0, 80)}" of Xero is not the record that the ledger handed out: ${told}. Nothing was changed.`,
		nextStep: 'Let no node between Sync Ledger Trigger and this one mix items, and set Becomes of the Xero to Intercom Mapper to As the Ledger Has It.', retryable: false, field: 'back',
	};
}
