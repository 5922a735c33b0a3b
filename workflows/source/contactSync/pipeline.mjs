import { addRecall, stateOf } from '../lastSync.mjs';
import { P, row, rows, set, TELLS, test, where } from '../parameters.mjs';
import { STANDSTILL } from './start.mjs';

const X = 2800;

/** Upsert options: a live change does not hold n8n's memory while Xero is busy, and bulk work leaves calls for live changes. */
const OPTIONS = {
	// During a standstill the queue sends one record a minute, to find out whether it is over.
	reserve: `={{ ${P}.source === 'queue' && !${STANDSTILL} ? ${P}.keepForLive : 0 }}`,
	maxWaitSeconds: `={{ ${P}.source === 'live' ? 2 : 50 }}`,
	// Every record here has changed in Intercom: after an hour without Xero a batch is nothing but changes.
	massChange: 'write',
};

/** One contact: read fresh, mapped, joined with the last sync, written. */
export function addPipeline(canvas) {
	canvas.add('set', 'Contact to Sync', [X, 0], set({ contactId: '={{ $json.contactId }}', topic: "={{ $json.topic || '' }}", occurredAt: ['={{ $json.occurredAt || 0 }}', 'number'], findArchived: ['={{ !!$json.findArchived }}', 'boolean'], before: "={{ $json.before || '' }}" }));
	canvas.add('removeDuplicates', 'Take Each Once', [X + 200, 0], { operation: 'removeDuplicateInputItems', compare: 'selectedFields', fieldsToCompare: 'contactId', options: {} });
	canvas.add('intercomContacts', 'Read the Contact', [X + 400, 0], { resource: 'contact', operation: 'getProfile', contactId: '={{ $json.contactId }}', include: {}, findArchived: '={{ $json.findArchived }}' });
	canvas.add('if', 'Bill to the Company?', [X + 620, -80], test(`={{ ${P}.billTo === 'company' }}`));
	canvas.link('Contact or Company?', 'Contact to Sync');
	canvas.link('Contact or Company?', 'Company to Sync', 1);
	canvas.chain('Contact to Sync', 'Take Each Once', 'Read the Contact', 'Bill to the Company?');
	addSegments(canvas);
	addPerson(canvas);
	addOrganisation(canvas);
	const organisation = { __rl: true, mode: 'id', value: `={{ ${P}.organisationId }}` };
	canvas.add('xeroContactUpsert', 'Create or Update in Xero', [X + 1660, 0], { operation: 'createOrUpdate', organisation, options: OPTIONS });
	canvas.link('Add the Last Sync', 'Create or Update in Xero');
	canvas.link('Add Its Last Sync', 'Create or Update in Xero');
}

/** In which of the chosen segments it is now: the sweep looks whether that still holds. */
function addSegments(canvas) {
	canvas.add('filter', 'Are Segments Chosen?', [X + 620, -300], test(`={{ ${P}.segments !== '' }}`));
	const chosen = `${P}.segments.toLowerCase().split(',').map((name) => name.trim())`;
	const names = `={{ ($json.segments || []).map((segment) => segment.name).filter((name) => ${chosen}.some((one) => one === '*' || one === name.trim().toLowerCase())).sort().join(', ') }}`;
	canvas.add('dataTable', 'Note Its Segments', [X + 840, -300], rows('upsert', 'state', {
		...where(['key', 'eq', '={{ $json.contact.id }}'], ['kind', 'eq', 'segments']), ...row({ key: '={{ $json.contact.id }}', kind: 'segments', fingerprint: names }),
	}), TELLS);
	canvas.chain('Read the Contact', 'Are Segments Chosen?', 'Note Its Segments');
}

function addPerson(canvas) {
	canvas.add('intercomToXeroMapper', 'Map to Xero Fields', [X + 840, -140], { operation: 'mapContactToPerson' });
	const places = [[X + 1060, -260], [X + 1260, -260], [X + 1460, -140]];
	addRecall(canvas, ['Recall the Last Sync', 'Unpack It', 'Add the Last Sync'], {
		places, state: stateOf('={{ $json.intercomId }}', 'contact'), fields: { intercomId: "={{ $json.key || '' }}" }, by: 'intercomId',
	});
	canvas.link('Bill to the Company?', 'Map to Xero Fields', 1);
	joinLastSync(canvas, ['Map to Xero Fields', 'Recall the Last Sync', 'Unpack It', 'Add the Last Sync']);
	canvas.link('Map to Xero Fields', 'Describe the Failure', 1);
	canvas.link('Map to Xero Fields', 'Settle', 2);
}

/** The contact becomes one of its company's people; what was written last is remembered for each of them. */
function addOrganisation(canvas) {
	canvas.add('intercomToXeroMapper', 'Map to Its Company', [X + 840, 80], { operation: 'mapContactToOrganisation' });
	const places = [[X + 1060, 0], [X + 1260, 0], [X + 1460, 80]];
	const staff = { staff: ["={{ ({ intercomId: $json.key || '' }) }}", 'object'] };
	addRecall(canvas, ['Recall Its Last Sync', 'Unpack Its Sync', 'Add Its Last Sync'], {
		places, state: stateOf('={{ $json.staff.intercomId }}', 'staff'), fields: staff, by: 'staff.intercomId',
	});
	canvas.link('Bill to the Company?', 'Map to Its Company', 0);
	joinLastSync(canvas, ['Map to Its Company', 'Recall Its Last Sync', 'Unpack Its Sync', 'Add Its Last Sync']);
	// What the mapper sends away may carry the id of the company: the row in the queue is the contact's.
	const contact = { contactId: "={{ $('Read the Contact').item.json.contact.id }}" };
	canvas.add('set', 'Name the Contact', [X + 1060, 180], set(contact, true));
	canvas.add('set', 'Name Who Was Left Out', [X + 1260, 240], set(contact, true));
	canvas.link('Map to Its Company', 'Name the Contact', 1);
	canvas.link('Map to Its Company', 'Name Who Was Left Out', 2);
	canvas.link('Name the Contact', 'Describe the Failure');
	canvas.link('Name Who Was Left Out', 'Settle');
}

function joinLastSync(canvas, [mapper, recalled, unpacked, joined]) {
	canvas.chain(mapper, recalled, unpacked);
	canvas.link(mapper, joined, 0, 0);
	canvas.link(unpacked, joined, 0, 1);
}
