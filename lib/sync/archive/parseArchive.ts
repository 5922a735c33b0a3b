import type { Failure } from '../../http/failure';
import { textOf } from '../../http/textOf';
import { isContactId } from '../../xero/contact/contactId';
import { INTERCOM_ID } from '../identity/numberOwner';
import type { ArchiveRequest } from './planArchive';

/** What the parameters of an item hold, before anybody looked at it. */
export interface ArchiveFields {
	intercomId: unknown;
	xeroContactId: unknown;
	action: unknown;
	note: unknown;
}

/** Reads one item's wish; anything that is no id of the vendor is said before a call is made. Pure, never throws. */
export function parseArchive(fields: ArchiveFields): { ok: true; request: ArchiveRequest } | { ok: false; failure: Failure } {
	const intercomId = textOf(fields.intercomId);
	const xeroContactId = textOf(fields.xeroContactId);
	const action = fields.action === 'note' ? 'note' : 'archive';
	const note = textOf(fields.note);
	if (!INTERCOM_ID.test(intercomId)) return { ok: false, failure: notAnId('intercomId', 'Intercom ID', intercomId) };
	if (xeroContactId !== '' && !isContactId(xeroContactId)) {
		return { ok: false, failure: notAnId('xeroContactId', 'Xero Contact ID', xeroContactId) };
	}
	if (action === 'note' && note === '') return { ok: false, failure: NO_NOTE };
	return { ok: true, request: { intercomId, action, note, ...(xeroContactId !== '' && { xeroContactId: xeroContactId.toLowerCase() }) } };
}

function notAnId(field: string, label: string, value: string): Failure {
	const [vendor, example] =
		field === 'intercomId' ? ['Intercom', '6961d4041c1e12de4c5499cc'] : ['Xero', '45e4708e-d862-4111-ab3a-dd8cd03913e1'];
	return {
		class: 'validation',
		reason: `${field}Invalid`,
		message: value === '' ? `The field ${label} is empty` : `"${value.slice(0, 60)}" is not an ID of ${vendor} (field ${label})`,
		nextStep: `Give the ID as ${vendor} writes it, such as ${example}.`,
		retryable: false,
		field,
	};
}

const NO_NOTE: Failure = {
	class: 'validation',
	reason: 'noteEmpty',
	message: 'The text of the history note is empty (field Note)',
	nextStep: 'Write a text, or remove the expression to get the default one.',
	retryable: false,
	field: 'note',
};
