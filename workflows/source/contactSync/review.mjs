import { IS_REAL } from '../lastSync.mjs';
import { P, row, rows, set, TELLS, test, where } from '../parameters.mjs';
import { SPARES, UNTOUCHED } from './queueRow.mjs';

const X = 5020;
const Y = 400;
const WHO = "($json.record?.staff?.intercomId || $json.companyId || $json.intercomId)";
/** It left Intercom, and Xero was to be told: nothing can be set there any more. */
const IS_GONE = '($json.record?.xero === undefined && !$json.companyId)';
const WHEN_GONE = `${IS_GONE} ? $json.nextStep + ' The nightly sweeps of Contact Sync look again and close this row.' :`;
const waysOut = (what, prefix) =>
	`On the Intercom ${what}, do one of three: (1) set xero_${prefix}contact_id and xero_${prefix}organisation_id to the right Xero contact; (2) set xero_${prefix}sync to off, and it is left alone; (3) mend the data in Intercom or Xero. The next change of the ${what} closes this row.`;

/** The review list: what happened, who it may be, both links and the three ways out; told once. */
export function addReview(canvas) {
	const links = "$json.candidates.slice(0, 4).map((candidate) => ({ title: 'Xero: ' + candidate.name, url: candidate.url })).concat($json.otherIntercomUrl ? [{ title: 'Intercom: the other record', url: $json.otherIntercomUrl }] : [])";
	const switchOff = `' Or set ' + ($json.companyId ? 'xero_company_sync' : 'xero_sync') + ' to off on the Intercom ' + ($json.companyId ? 'company.' : 'contact.')`;
	const alert = `{ key: 'review ' + ${WHO}, level: 'record', record: ${WHO}, vendor: '', state: $json.reason, title: $json.companyId ? 'A company waits for a person' : 'A contact waits for a person', message: $json.message, nextStep: ${WHEN_GONE} $json.nextStep + ${switchOff}, links: ${links} }`;
	canvas.add('set', 'Describe the Review', [X, Y], set({
		key: `={{ ${WHO} }}`, kind: "={{ $json.companyId ? 'company' : 'contact' }}", outcome: 'review', reason: '={{ $json.reason }}', message: '={{ $json.message }}', nextStep: `={{ ${WHEN_GONE} $json.nextStep }}`,
		candidates: ['={{ $json.candidates }}', 'array'],
		intercomUrl: `={{ $json.intercomUrl ?? ($('Read the Contact').isExecuted ? $('Read the Contact').all(0).find((read) => read.json.contact.id === ${WHO})?.json.url : '') ?? '' }}`,
		waysOut: `={{ ${WHEN_GONE} $json.companyId ? '${waysOut('company', 'company_')}' : '${waysOut('contact', '')}' }}`,
		requestIds: "={{ ($json.requestIds || []).join(', ') }}",
		alert: [`={{ ${alert} }}`, 'object'],
		spares: SPARES,
	}));
	const key = ['key', 'eq', '={{ $json.key }}'];
	canvas.add('dataTable', 'Put on the Review List', [X + 200, Y - 20], rows('upsert', 'review', {
		...where(key),
		...row({
			key: '={{ $json.key }}', kind: '={{ $json.kind }}', reason: '={{ $json.reason }}', message: '={{ $json.message }}', nextStep: '={{ $json.nextStep }}', candidates: '={{ JSON.stringify($json.candidates) }}',
			intercomUrl: '={{ $json.intercomUrl }}', xeroUrls: "={{ $json.candidates.map((candidate) => candidate.url).join(' ') }}", waysOut: '={{ $json.waysOut }}', touchedAt: `={{ ${P}.startedAt }}`,
		}),
	}), TELLS);
	canvas.add('dataTable', 'Take Off the Queue', [X + 400, Y - 20], rows('deleteRows', 'queue', { ...where(key, ...UNTOUCHED, ['topic', 'neq', '={{ $json.spares }}']), options: {} }), TELLS);
	canvas.add('filter', 'Does It Really Wait?', [X - 320, Y], test(`={{ ${IS_REAL} }}`));
	canvas.link('Create or Update in Xero', 'Does It Really Wait?', 1);
	canvas.link('Does It Really Wait?', 'Describe the Review');
	for (const node of ['Put on the Review List', 'Take Off the Queue', 'Is It Worth a Line?', 'Is There an Alert?']) canvas.link('Describe the Review', node);
}
