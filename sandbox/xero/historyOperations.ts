import { noData, notFound, validation, type Answer } from './answer';
import { xeroDate, xeroIso } from './dates';
import { elementsOf, envelope, type Operation, type XeroCall } from './operation';
import type { Note } from './organisation';

/** Notes of a contact. @see https://developer.xero.com/documentation/api/accounting/historyandnotes */
export const historyOperations: Operation[] = [
	{
		name: 'getContactHistory',
		method: 'GET',
		path: '/Contacts/:key/History',
		scope: 'accounting.contacts.read',
		act: getHistory,
	},
	{
		name: 'createContactHistory',
		method: 'PUT',
		path: '/Contacts/:key/History',
		scope: 'accounting.contacts',
		act: addHistory,
	},
	{
		name: 'createContactHistory',
		method: 'POST',
		path: '/Contacts/:key/History',
		scope: 'accounting.contacts',
		act: addHistory,
	},
];

function getHistory(call: XeroCall): Answer {
	const contact = call.organisation.contacts.get(call.params.key ?? '');
	if (contact === undefined) return notFound();
	const notes = call.organisation.notes.get(contact.id) ?? [];
	const records = notes.map((note) => ({ Changes: 'Note', User: note.author, ...noteView(note) }));
	return envelope(call, { HistoryRecords: records.reverse() });
}

/** Append only; there is no changing and no deleting a note. */
function addHistory(call: XeroCall): Answer {
	const contact = call.organisation.contacts.get(call.params.key ?? '');
	if (contact === undefined) return notFound();
	const sent = elementsOf(call.body, 'HistoryRecords');
	if (sent === null || sent.length === 0) return noData();
	const max = Number(call.kernel.switches.get('xero.noteLength'));
	const wrong = sent.filter((record) => problemOf(record.Details, max) !== null);
	if (wrong.length > 0) return validation(wrong.map((record) => refusedNote(record, max)));
	const time = call.kernel.clock.now();
	const added = sent.map((record): Note => ({ details: String(record.Details), time, author: 'System Generated' }));
	call.organisation.notes.set(contact.id, [...(call.organisation.notes.get(contact.id) ?? []), ...added]);
	return envelope(call, { HistoryRecords: added.map((note) => ({ ...noteView(note), ValidationErrors: [] })) });
}

function problemOf(details: unknown, max: number): string | null {
	if (typeof details !== 'string' || details.trim() === '') return 'Details must not be empty.';
	return details.length > max ? `The field Details must be a string with a maximum length of ${max}.` : null;
}

function refusedNote(record: Record<string, unknown>, max: number): Record<string, unknown> {
	const Message = problemOf(record.Details, max);
	return { Details: record.Details, HasValidationErrors: true, ValidationErrors: [{ Message }] };
}

function noteView(note: Note): Record<string, unknown> {
	return { DateUTCString: xeroIso(note.time).slice(0, 19), DateUTC: xeroDate(note.time), Details: note.details };
}
