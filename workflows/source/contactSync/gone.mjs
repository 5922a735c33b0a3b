import { ALONE, columns, P, row, rows, set, TELLS, test, where } from '../parameters.mjs';
import { LOOKED_FOR, UNKNOWN, UNTOUCHED } from './queueRow.mjs';

const X = 2800;
const Y = 640;
/** Until then Intercom's search may still show what was before. https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts */
const SEARCH_LAG_SECONDS = 15 * 60;
/** What the removal came with. */
const TOLD = "$('Contact to Sync').item.json";

/** A contact that was merged lives on in the winner; one that was deleted or archived follows the deletion policy. */
export function addGone(canvas) {
	canvas.add('if', 'Was It Merged?', [X + 620, Y], test("={{ $json.reason === 'merged' }}"));
	canvas.add('set', 'Go On with the Winner', [X + 840, Y - 20], set({ contactId: '={{ $json.winnerId }}', topic: '' }));
	canvas.link('Read the Contact', 'Was It Merged?', 1);
	canvas.link('Was It Merged?', 'Go On with the Winner', 0);
	canvas.link('Was It Merged?', 'Forget the Contact', 0);
	canvas.link('Was It Merged?', 'Settle', 0);
	canvas.link('Go On with the Winner', 'Contact to Sync');
	const told = `{ key: 'gone ' + $json.contactId, level: 'daily', record: '', vendor: 'intercom', state: $json.reason, title: 'A contact left Intercom', message: $json.message, nextStep: 'Decide whether its Xero contact should be archived. Nothing was changed in Xero.', links: [] }`;
	canvas.add('set', 'Follow the Deletion Policy', [X + 840, Y + 440], set({
		contactId: '={{ $json.contactId }}', key: '={{ $json.contactId }}', topic: "={{ $json.topic || 'contact.' + $json.reason }}", reason: '={{ $json.reason }}', message: '={{ $json.message }}',
		alert: [`={{ ${P}.whenDeleted === 'tell' ? ${told} : null }}`, 'object'],
	}));
	addLateArchiving(canvas);
	addXero(canvas);
	addMemoryOfGone(canvas);
}

/**
 * Intercom keeps no order, and Xero's API could not undo an archiving. A contact that changed in Intercom after it was archived
 * may be back, or only got its Xero reference late: Intercom's search, which leaves out who is archived, tells.
 */
function addLateArchiving(canvas) {
	canvas.add('if', 'Is It an Archiving?', [X + 840, Y + 160], test(`={{ $json.reason === 'archived' && ${P}.source !== 'nightly' && ${P}.whenDeleted !== 'leave' }}`));
	canvas.add('intercomContacts', 'When Did It Change Last?', [X + 1060, Y + 100], { resource: 'contact', operation: 'getProfile', contactId: '={{ $json.contactId }}', include: ALONE });
	canvas.add('set', 'Note When It Changed', [X + 1300, Y + 80], set({
		contactId: '={{ $json.contact.id }}', reason: 'archived', message: "={{ 'Contact ' + $json.contact.id + ' was archived in Intercom.' }}",
		occurredAt: [`={{ ${TOLD}.occurredAt }}`, 'number'], lookedFor: [`={{ ${TOLD}.findArchived }}`, 'boolean'], changedAt: ['={{ $json.contact.updated_at }}', 'number'],
	}));
	const changedJustNow = `Date.now() / 1000 - $json.changedAt < ${SEARCH_LAG_SECONDS}`;
	canvas.add('if', 'May It Be Back?', [X + 1500, Y + 160], test(`={{ $json.lookedFor ? ${changedJustNow} : $json.changedAt > $json.occurredAt }}`));
	canvas.link('Was It Merged?', 'Is It an Archiving?', 1);
	canvas.chain('Is It an Archiving?', 'When Did It Change Last?', 'Note When It Changed', 'May It Be Back?');
	canvas.link('Is It an Archiving?', 'Is It to Wait for Others?', 1);
	canvas.link('When Did It Change Last?', 'Was It Merged?', 1);
	addDoubt(canvas);
	addWait(canvas);
	addDeleted(canvas);
}

/** Deleted since it was archived. A single 404 is no proof, so the queue asks twice. */
function addDeleted(canvas) {
	canvas.add('if', 'Is It Gone for Certain?', [X + 1300, Y + 260], test(`={{ ${UNKNOWN} && ${TOLD}.before === 'intercomNotFound' }}`));
	canvas.add('set', 'Say That It Is Deleted', [X + 1500, Y + 320], set({ contactId: '={{ $json.contactId }}', reason: 'deleted', message: "={{ 'Contact ' + $json.contactId + ' was archived in Intercom, and Intercom does not know it any more.' }}" }));
	canvas.link('When Did It Change Last?', 'Is It Gone for Certain?', 2);
	canvas.chain('Is It Gone for Certain?', 'Say That It Is Deleted', 'Is It to Wait for Others?');
	canvas.link('Is It Gone for Certain?', 'Describe the Failure', 1);
}

/** The queue looks for it once Intercom's search can tell: of the archiving, and where it does not find the contact, of the last change. */
function addDoubt(canvas) {
	canvas.add('if', 'Can Intercom Tell by Now?', [X + 1700, Y + 20], test(`={{ ${P}.source === 'queue' && !$json.lookedFor && Date.now() / 1000 - $json.occurredAt >= ${SEARCH_LAG_SECONDS} }}`));
	canvas.add('set', 'Look for It', [X + 1880, Y - 20], set({ contactId: '={{ $json.contactId }}', topic: '', findArchived: [true, 'boolean'] }));
	canvas.add('set', 'Wait until It Can Tell', [X + 1880, Y + 120], set({
		contactId: '={{ $json.contactId }}', class: 'conflict', reason: 'archivedThenChanged', retryable: true, deferred: true,
		retryAt: `={{ new Date((($json.lookedFor ? $json.changedAt : $json.occurredAt) + ${SEARCH_LAG_SECONDS}) * 1000).toISOString() }}`,
		message: 'The contact was archived in Intercom and changed afterwards. Whether it is still archived is looked up when the search of Intercom is sure to know.', nextStep: 'Nothing to do.',
	}));
	canvas.chain('May It Be Back?', 'Can Intercom Tell by Now?', 'Look for It', 'Contact to Sync');
	canvas.link('Can Intercom Tell by Now?', 'Wait until It Can Tell', 1);
	canvas.link('Wait until It Can Tell', 'Describe the Failure');
	canvas.add('filter', 'Is It Back?', [X + 620, -460], test(`={{ ${TOLD}.findArchived }}`));
	// Above what writes to Xero, so that the row is an ordinary one when that settles it.
	const removal = where(['key', 'eq', '={{ $json.contact.id }}'], ['topic', 'eq', 'contact.archived'], ...UNTOUCHED);
	canvas.add('dataTable', 'Forget Its Archiving', [X + 840, -460], rows('update', 'queue', { ...removal, ...columns({ topic: '', occurredAt: 0 }) }), TELLS);
	canvas.chain('Read the Contact', 'Is It Back?', 'Forget Its Archiving');
}

/**
 * Xero's API cannot undo an archiving, so unusually many wait for a person; one by one, live or after a look, nobody would see
 * that they are many.
 */
function addWait(canvas) {
	const alone = `(${P}.source === 'live' || $json.lookedFor)`;
	canvas.add('if', 'Is It to Wait for Others?', [X + 1880, Y + 260], test(`={{ ${alone} && ${P}.whenDeleted === 'archive' && ${P}.billTo !== 'company' }}`));
	canvas.add('set', 'Wait with the Others', [X + 1880, Y + 460], set({
		contactId: '={{ $json.contactId }}', class: 'conflict', reason: `={{ $json.lookedFor ? '${LOOKED_FOR}' : 'waitsForOthers' }}`, retryable: true, deferred: true,
		message: 'The contact is archived in Xero with the next run of the queue, so that unusually many at once are noticed.', nextStep: 'Nothing to do.',
	}));
	canvas.link('May It Be Back?', 'Is It to Wait for Others?', 1);
	canvas.chain('Is It to Wait for Others?', 'Wait with the Others', 'Describe the Failure');
	canvas.link('Is It to Wait for Others?', 'Follow the Deletion Policy', 1);
}

/** Notifications of a contact may come after that of its removal: Intercom does not know it any more, and nobody need hear of that. */
function addMemoryOfGone(canvas) {
	const marks = where(['key', 'eq', '={{ $json.contactId }}'], ['kind', 'eq', 'gone']);
	canvas.add('filter', 'Is It Gone for Good?', [X + 1060, Y + 600], test("={{ $json.reason !== 'archived' }}"));
	canvas.add('dataTable', 'Remember That It Is Gone', [X + 1280, Y + 600], rows('upsert', 'state', { ...marks, ...row({ key: '={{ $json.contactId }}', kind: 'gone', seenAt: `={{ ${P}.startedAt }}` }) }), TELLS);
	canvas.chain('Follow the Deletion Policy', 'Is It Gone for Good?', 'Remember That It Is Gone');
	canvas.add('if', 'Does Intercom Know It?', [X + 400, Y + 500], test(`={{ !${UNKNOWN} }}`));
	canvas.add('dataTable', 'Was It Gone Before?', [X + 620, Y + 440], rows('rowExists', 'state', marks), TELLS);
	canvas.add('dataTable', 'Was It Never Gone?', [X + 620, Y + 580], rows('rowNotExists', 'state', marks), TELLS);
	canvas.link('Read the Contact', 'Does Intercom Know It?', 2);
	canvas.link('Does Intercom Know It?', 'Describe the Failure', 0);
	canvas.link('Does Intercom Know It?', 'Was It Gone Before?', 1);
	canvas.link('Does Intercom Know It?', 'Was It Never Gone?', 1);
	canvas.link('Was It Gone Before?', 'Settle');
	canvas.link('Was It Never Gone?', 'Describe the Failure');
}

function addXero(canvas) {
	canvas.add('if', 'Is Xero to Be Told?', [X + 1060, Y + 460], test(`={{ ['note', 'archive'].includes(${P}.whenDeleted) && ${P}.billTo !== 'company' }}`));
	const organisation = { __rl: true, mode: 'id', value: `={{ ${P}.organisationId }}` };
	canvas.add('xeroContactUpsert', 'Note or Archive in Xero', [X + 1280, Y + 440], {
		operation: 'archive', organisation, intercomId: '={{ $json.contactId }}', xeroContactId: '', action: `={{ ${P}.whenDeleted }}`, note: '={{ $json.message }}', options: {},
	});
	canvas.add('dataTable', 'Forget the Contact', [X + 1540, Y + 500], rows('deleteRows', 'state', {
		...where(['key', 'eq', '={{ $json.record?.staff?.intercomId || $json.contactId || $json.intercomId }}'], ['kind', 'neq', 'workflow'], ['kind', 'neq', 'gone']), options: {},
	}), TELLS);
	canvas.chain('Follow the Deletion Policy', 'Is Xero to Be Told?', 'Note or Archive in Xero', 'Forget the Contact');
	for (const node of ['Forget the Contact', 'Settle']) canvas.link('Is Xero to Be Told?', node, 1);
	canvas.link('Note or Archive in Xero', 'Settle');
	canvas.link('Note or Archive in Xero', 'Describe the Review', 1);
	canvas.link('Note or Archive in Xero', 'Describe the Failure', 2);
}
