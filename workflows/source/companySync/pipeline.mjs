import { GOES_ON, P, row, rows, set, TELLS, test, where } from '../parameters.mjs';

const X = 880;

/** Companies: read fresh, mapped, joined with the last sync, written and remembered. */
export function addPipeline(canvas) {
	canvas.add('set', 'Hand On the Companies', [X, 0], set({ companies: ["={{ $('Called by Contact Sync').all().map((item) => ({ companyId: item.json.companyId, topic: item.json.topic })) }}", 'array'] }));
	canvas.add('splitOut', 'Company to Sync', [X + 200, 0], { fieldToSplitOut: 'companies', options: {} });
	canvas.add('intercomContacts', 'Read the Company', [X + 400, 0], { resource: 'company', operation: 'get', companyId: '={{ $json.companyId }}' });
	canvas.add('intercomToXeroMapper', 'Map to Xero Fields', [X + 640, -40], { operation: 'mapCompanyToOrganisation' });
	const state = where(['key', 'eq', '={{ $json.intercomId }}'], ['kind', 'eq', 'company']);
	canvas.add('dataTable', 'Recall the Last Sync', [X + 880, -160], rows('get', 'state', { ...state, returnAll: false, limit: 1 }), { alwaysOutputData: true, ...GOES_ON });
	canvas.add('set', 'Unpack It', [X + 1080, -160], set({ intercomId: "={{ $json.key || '' }}", lastSync: ["={{ JSON.parse($json.lastSync || 'null') || { } }}", 'object'] }));
	canvas.add('merge', 'Add the Last Sync', [X + 1280, -20], { mode: 'combine', combineBy: 'combineByFields', fieldsToMatchString: 'intercomId', joinMode: 'enrichInput1', options: { multipleMatches: 'first' } });
	const organisation = { __rl: true, mode: 'id', value: `={{ ${P}.organisationId }}` };
	canvas.add('xeroContactUpsert', 'Create or Update in Xero', [X + 1500, -20], {
		operation: 'createOrUpdate', organisation, options: { reserve: `={{ ${P}.source === 'live' ? 0 : 100 }}`, maxWaitSeconds: `={{ ${P}.source === 'live' ? 2 : 50 }}` },
	});
	canvas.chain('Hand On the Companies', 'Company to Sync', 'Read the Company', 'Map to Xero Fields', 'Recall the Last Sync', 'Unpack It');
	canvas.link('Map to Xero Fields', 'Add the Last Sync', 0, 0);
	canvas.link('Unpack It', 'Add the Last Sync', 0, 1);
	canvas.chain('Add the Last Sync', 'Create or Update in Xero');
	addRemember(canvas, state);
}

function addRemember(canvas, state) {
	const newest = "$json.reason !== 'olderThanLastWritten' && ($json.record.lastSync?.sourceUpdatedAt ?? 0) <= $json.sourceUpdatedAt";
	canvas.add('filter', 'Is It the Newest State?', [X + 1760, -260], test(`={{ ${newest} }}`));
	const lastSync = 'fingerprint: $json.fingerprint, sourceUpdatedAt: $json.sourceUpdatedAt, xeroUpdatedAt: $json.xeroUpdatedAt, xeroContactId: $json.xeroContactId, organisationId: $json.organisationId, values: $json.record.xero';
	canvas.add('dataTable', 'Remember the Sync', [X + 1960, -260], rows('upsert', 'state', {
		...state,
		...row({
			key: '={{ $json.intercomId }}', kind: 'company', fingerprint: '={{ $json.fingerprint }}', sourceUpdatedAt: '={{ $json.sourceUpdatedAt }}', xeroContactId: '={{ $json.xeroContactId }}',
			lastSync: `={{ JSON.stringify({ ${lastSync} }) }}`, seenAt: `={{ ${P}.startedAt }}`, missed: 0,
		}),
	}), TELLS);
	canvas.add('filter', 'Does the Reference Differ?', [X + 1760, -120], test('={{ $json.record.match.contactId !== $json.xeroContactId || $json.record.match.organisationId !== $json.organisationId }}'));
	canvas.add('intercomContacts', 'Store the Xero Reference', [X + 1960, -120], {
		resource: 'company', operation: 'setXeroReference', companyId: '={{ $json.intercomId }}', xeroContactId: '={{ $json.xeroContactId }}', xeroContactUrl: '={{ $json.xeroContactUrl }}', organisationId: '={{ $json.organisationId }}',
	});
	canvas.chain('Create or Update in Xero', 'Is It the Newest State?', 'Remember the Sync');
	canvas.chain('Create or Update in Xero', 'Does the Reference Differ?', 'Store the Xero Reference');
}
