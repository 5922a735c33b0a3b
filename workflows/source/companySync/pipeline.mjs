import { addRecall, doubt, MAY_HOLD, NEWEST, REFERENCE_DIFFERS, remember, stateOf } from '../lastSync.mjs';
import { P, set, TELLS } from '../parameters.mjs';

const X = 880;

/** Companies: read fresh, mapped, joined with the last sync, written and remembered. */
export function addPipeline(canvas) {
	canvas.add('set', 'Hand On the Companies', [X, 0], set({ companies: ["={{ $('Called by Contact Sync').all().map((item) => ({ companyId: item.json.companyId, topic: item.json.topic })) }}", 'array'] }));
	canvas.add('splitOut', 'Company to Sync', [X + 200, 0], { fieldToSplitOut: 'companies', options: {} });
	canvas.add('intercomContacts', 'Read the Company', [X + 400, 0], { resource: 'company', operation: 'get', companyId: '={{ $json.companyId }}' });
	canvas.add('intercomToXeroMapper', 'Map to Xero Fields', [X + 640, -40], { operation: 'mapCompanyToOrganisation' });
	const places = [[X + 880, -160], [X + 1080, -160], [X + 1280, -20]];
	addRecall(canvas, ['Recall the Last Sync', 'Unpack It', 'Add the Last Sync'], {
		places, state: stateOf('={{ $json.intercomId }}', 'company'), fields: { intercomId: "={{ $json.key || '' }}" }, by: 'intercomId',
	});
	const organisation = { __rl: true, mode: 'id', value: `={{ ${P}.organisationId }}` };
	canvas.add('xeroContactUpsert', 'Create or Update in Xero', [X + 1500, -20], {
		operation: 'createOrUpdate', organisation, options: { massChange: 'write', reserve: `={{ ${P}.source === 'live' ? 0 : 100 }}`, maxWaitSeconds: `={{ ${P}.source === 'live' ? 2 : 50 }}` },
	});
	canvas.chain('Hand On the Companies', 'Company to Sync', 'Read the Company', 'Map to Xero Fields', 'Recall the Last Sync', 'Unpack It');
	canvas.link('Map to Xero Fields', 'Add the Last Sync', 0, 0);
	canvas.link('Unpack It', 'Add the Last Sync', 0, 1);
	canvas.chain('Add the Last Sync', 'Create or Update in Xero');
	addRemember(canvas);
}

function addRemember(canvas) {
	canvas.add('filter', 'Is It the Newest State?', [X + 1760, -260], NEWEST);
	canvas.add('dataTable', 'Remember the Sync', [X + 1960, -260], remember('={{ $json.intercomId }}', 'company', '$json.fingerprint'), TELLS);
	canvas.add('filter', 'Does the Reference Differ?', [X + 1760, -120], REFERENCE_DIFFERS);
	canvas.add('intercomContacts', 'Store the Xero Reference', [X + 1960, -120], {
		resource: 'company', operation: 'setXeroReference', companyId: '={{ $json.intercomId }}', xeroContactId: '={{ $json.xeroContactId }}', xeroContactUrl: '={{ $json.xeroContactUrl }}', organisationId: '={{ $json.organisationId }}',
	});
	canvas.chain('Create or Update in Xero', 'Is It the Newest State?', 'Remember the Sync');
	canvas.add('filter', 'May Xero Hold It?', [X + 1760, -400], MAY_HOLD);
	canvas.add('dataTable', 'Doubt the Last Sync', [X + 1960, -400], doubt('={{ $json.intercomId }}', 'company'), TELLS);
	canvas.link('Create or Update in Xero', 'May Xero Hold It?', 2);
	canvas.link('May Xero Hold It?', 'Doubt the Last Sync');
	canvas.chain('Create or Update in Xero', 'Does the Reference Differ?', 'Store the Xero Reference');
}
