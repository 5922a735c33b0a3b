import type { Failure } from '../../http/failure';
import type { XeroContact } from '../../xero/contact/contact';
import type { Outcome } from '../record/outcome';
import { failed } from '../record/outcomes';
import { named } from '../record/named';
import type { MappedRecord } from '../record/record';

/** Xero refuses the contact whatever is left out of it. Pure. */
export function refusedForGood(record: MappedRecord, messages: readonly string[], requestIds: string[]): Outcome {
	const failure: Failure = {
		class: 'validation',
		reason: 'xeroRefusedContact',
		message: `Xero refused ${named(record)}: ${messages.join(' ') || 'no reason given'}`,
		nextStep: 'Correct the value in Intercom; the next change of the record tries it again.',
		retryable: false,
	};
	return failed(record.intercomId, failure, 1, requestIds);
}

/** Nothing is double: the other record's own change takes the email off its contact. Pure. */
export function emailMoves({ match, intercomId }: MappedRecord, { Name = '' }: XeroContact, requestIds: string[]): Outcome {
	const failure: Failure = {
		class: 'conflict',
		reason: 'emailMoves',
		message: `${match.name} has the email ${match.email ?? ''} by now, but the Xero contact "${Name}" of the Intercom record that gave it up still has it`,
		nextStep:
			'Nothing to merge: it goes through once the other record is synced. Send the item again then; the workflow Contact Sync does so by itself. If the other one waits for a person, settle that first; if it is archived in Intercom, correct the email of its contact in Xero.',
		retryable: true,
		field: 'EmailAddress',
	};
	return failed(intercomId, failure, 1, requestIds);
}
