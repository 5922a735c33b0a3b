import { P, rows, set, TELLS, test, where } from '../parameters.mjs';

const X = 2800;
const Y = 520;

/** A contact that was merged lives on in the winner; one that was deleted or archived follows the deletion policy. */
export function addGone(canvas) {
	canvas.add('if', 'Was It Merged?', [X + 620, Y - 80], test("={{ $json.reason === 'merged' }}"));
	canvas.add('set', 'Go On with the Winner', [X + 840, Y - 80], set({ contactId: '={{ $json.winnerId }}', topic: '' }));
	canvas.link('Read the Contact', 'Was It Merged?', 1);
	canvas.link('Was It Merged?', 'Go On with the Winner', 0);
	canvas.link('Was It Merged?', 'Forget the Contact', 0);
	canvas.link('Go On with the Winner', 'Contact to Sync');
	const told = `{ key: 'gone ' + $json.contactId, level: 'daily', record: '', vendor: 'intercom', state: $json.reason, title: 'A contact left Intercom', message: $json.message, nextStep: 'Decide whether its Xero contact should be archived. Nothing was changed in Xero.', links: [] }`;
	canvas.add('set', 'Follow the Deletion Policy', [X + 840, Y + 60], set({
		contactId: '={{ $json.contactId }}', key: '={{ $json.contactId }}', topic: "={{ $json.topic || 'contact.' + $json.reason }}", reason: '={{ $json.reason }}', message: '={{ $json.message }}',
		alert: [`={{ ${P}.whenDeleted === 'tell' ? ${told} : null }}`, 'object'],
	}));
	canvas.link('Was It Merged?', 'Follow the Deletion Policy', 1);
	addXero(canvas);
}

function addXero(canvas) {
	canvas.add('if', 'Is Xero to Be Told?', [X + 1060, Y + 140], test(`={{ ['note', 'archive'].includes(${P}.whenDeleted) && ${P}.billTo !== 'company' }}`));
	const organisation = { __rl: true, mode: 'id', value: `={{ ${P}.organisationId }}` };
	canvas.add('xeroContactUpsert', 'Note or Archive in Xero', [X + 1280, Y + 100], {
		operation: 'archive', organisation, intercomId: '={{ $json.contactId }}', xeroContactId: '', action: `={{ ${P}.whenDeleted }}`, note: '={{ $json.message }}', options: {},
	});
	canvas.add('dataTable', 'Forget the Contact', [X + 1520, Y + 180], rows('deleteRows', 'state', {
		...where(['key', 'eq', '={{ $json.record?.staff?.intercomId || $json.contactId || $json.intercomId }}'], ['kind', 'neq', 'workflow']), options: {},
	}), TELLS);
	canvas.chain('Follow the Deletion Policy', 'Is Xero to Be Told?', 'Note or Archive in Xero', 'Forget the Contact');
	canvas.link('Is Xero to Be Told?', 'Forget the Contact', 1);
	canvas.link('Note or Archive in Xero', 'Settle');
	canvas.link('Note or Archive in Xero', 'Describe the Review', 1);
	canvas.link('Note or Archive in Xero', 'Describe the Failure', 2);
}
