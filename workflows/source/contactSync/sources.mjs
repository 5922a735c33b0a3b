import { columns, GOES_ON, P, row, rows, set, TELLS, test, where } from '../parameters.mjs';
import { OUTPUT_OF, STANDSTILL } from './start.mjs';

const X = 1480;
const QUEUED = { topic: '', occurredAt: 0, status: 'waiting', leaseUntil: '', attempts: 0, nextAt: `={{ ${P}.startedAt }}`, class: '', waitsFor: '', message: '', nextStep: '', touchedAt: `={{ ${P}.startedAt }}` };

/** Live notifications. While a service refuses they wait in the queue. */
export function addLive(canvas) {
	const trigger = "$('Intercom Trigger').first().json";
	canvas.add('set', 'Take the Notification', [X, 0], set({
		contactId: `={{ ${trigger}.contactId || '' }}`, companyId: `={{ ${trigger}.contactId ? '' : ${trigger}.companyId || '' }}`, topic: `={{ ${P}.topic }}`, occurredAt: [`={{ ${P}.occurredAt }}`, 'number'],
	}));
	canvas.add('filter', 'Is It to Be Synced?', [X + 200, 0], test(`={{ $json.contactId !== '' || ($json.companyId !== '' && ${P}.billTo === 'company') }}`));
	canvas.add('if', 'Is the Way Open?', [X + 460, -40], test(`={{ !${STANDSTILL} }}`));
	canvas.add('set', 'Wait in the Queue', [X + 720, 60], set({
		contactId: '={{ $json.contactId }}', companyId: '={{ $json.companyId }}', class: 'transient', reason: 'waitsForService', retryable: true, deferred: true,
		message: 'Xero or Intercom cannot be reached at the moment.', nextStep: 'Nothing to do: the contact is synced when the service answers again.',
	}));
	canvas.add('if', 'Contact or Company?', [X + 980, 100], test("={{ $json.contactId !== '' }}"));
	canvas.link('Route', 'Take the Notification', OUTPUT_OF.live);
	canvas.chain('Take the Notification', 'Is It to Be Synced?', 'Is the Way Open?', 'Contact or Company?');
	canvas.link('Is the Way Open?', 'Wait in the Queue', 1);
}

/** What is due in the queue: claimed by a lease, so that two runs never take the same row. */
export function addQueue(canvas) {
	const due = [['status', 'eq', 'waiting'], ['nextAt', 'lte', `={{ ${P}.startedAt }}`], ['leaseUntil', 'lte', `={{ ${P}.startedAt }}`]];
	const limit = `={{ ${STANDSTILL} ? 1 : ${P}.batchSize }}`;
	canvas.add('dataTable', 'Find What Is Due', [X, 280], rows('get', 'queue', { ...where(...due), returnAll: false, limit, orderBy: true, orderByColumn: 'nextAt', orderByDirection: 'ASC' }), TELLS);
	const lease = columns({ leaseUntil: `={{ $now.plus({ minutes: ${P}.leaseMinutes }).toUTC().toISO() }}` });
	canvas.add('dataTable', 'Claim It', [X + 200, 280], rows('update', 'queue', { ...where(['id', 'eq', '={{ $json.id }}'], ['leaseUntil', 'eq', '={{ $json.leaseUntil }}']), ...lease }), GOES_ON);
	// A row that a full table could not lease comes back as an error without its key: it is synced all the same.
	const claimed = (field) => `($json.${field} ?? $('Find What Is Due').all()[$itemIndex].json.${field})`;
	canvas.add('set', 'Take from the Queue', [X + 460, 280], set({
		contactId: `={{ ${claimed('kind')} === 'company' ? '' : ${claimed('key')} }}`, companyId: `={{ ${claimed('kind')} === 'company' ? ${claimed('key')} : '' }}`, topic: "={{ $json.topic || '' }}", occurredAt: ['={{ $json.occurredAt || 0 }}', 'number'], before: "={{ $json.reason || '' }}",
	}));
	canvas.add('dataTable', 'Try Whether Tables Take Rows', [X, 440], rows('upsert', 'state', {
		...where(['key', 'eq', 'heartbeat'], ['kind', 'eq', 'workflow']), ...row({ key: 'heartbeat', kind: 'workflow', lastSync: `={{ ${P}.startedAt }}` }),
	}), TELLS);
	canvas.add('filter', 'Did It Take No Row?', [X + 200, 440], test('={{ $json.id === undefined }}'));
	canvas.link('Route', 'Find What Is Due', OUTPUT_OF.queue);
	canvas.link('Route', 'Try Whether Tables Take Rows', OUTPUT_OF.queue);
	canvas.chain('Find What Is Due', 'Claim It', 'Take from the Queue', 'Contact or Company?');
	canvas.chain('Try Whether Tables Take Rows', 'Did It Take No Row?');
}

/** Hourly what changed since the watermark, nightly what changed in a week: into the queue, unless it is synced or queued. */
export function addReconciliation(canvas) {
	const watermark = where(['key', 'eq', 'watermark'], ['kind', 'eq', 'workflow']);
	canvas.add('dataTable', 'Read the Watermark', [X, 640], rows('get', 'state', { ...watermark, returnAll: false, limit: 1 }), { alwaysOutputData: true, ...GOES_ON });
	canvas.add('set', 'Start from the Watermark', [X + 200, 640], set({ since: '={{ $json.lastSync || $now.minus({ days: 7 }).toUTC().toISO() }}' }), { executeOnce: true });
	canvas.add('set', 'Look Back a Week', [X + 200, 800], set({ since: '={{ $now.minus({ days: 7 }).toUTC().toISO() }}' }));
	canvas.add('intercomContacts', 'Find Changed Contacts', [X + 400, 640], {
		resource: 'contact', operation: 'getChanged', since: '={{ $json.since }}', role: 'all', whenNothingChanged: 'noItem', options: {}, limit: 20000,
	});
	const synced = where(['key', 'eq', '={{ $json.contactId }}'], ['sourceUpdatedAt', 'eq', '={{ $json.updatedAt }}']);
	canvas.add('filter', 'Is Its Role Synced?', [X + 600, 400], test(`={{ $json.role !== 'lead' || !${P}.usersOnly }}`));
	canvas.add('dataTable', 'Leave Out the Synced', [X + 600, 560], rows('rowNotExists', 'state', synced), TELLS);
	// A parked one is tried again: what was wrong may have been mended while nobody was told.
	canvas.add('dataTable', 'Leave Out the Queued', [X + 800, 560], rows('rowNotExists', 'queue', where(['key', 'eq', '={{ $json.contactId }}'], ['status', 'eq', 'waiting'])), TELLS);
	// Never an upsert: a removal that is told of meanwhile would be overwritten, and Intercom answers for an archived contact as for any other.
	const parked = where(['key', 'eq', '={{ $json.contactId }}'], ['status', 'eq', 'parked']);
	canvas.add('dataTable', 'Wake What Is Parked', [X + 1000, 440], rows('update', 'queue', { ...parked, ...columns({ ...QUEUED, reason: 'reconciliation' }) }), TELLS);
	canvas.add('dataTable', 'Leave Out the Woken', [X + 1000, 580], rows('rowNotExists', 'queue', where(['key', 'eq', '={{ $json.contactId }}'])), TELLS);
	canvas.add('dataTable', 'Put in the Queue', [X + 1000, 720], rows('insert', 'queue', row({ key: '={{ $json.contactId }}', kind: "={{ $json.kind || 'contact' }}", ...QUEUED, reason: 'reconciliation' })), TELLS);
	canvas.add('dataTable', 'Keep the Next Watermark', [X + 600, 720], rows('upsert', 'state', {
		...watermark, ...row({ key: 'watermark', kind: 'workflow', lastSync: '={{ $json.watermark }}' }),
	}), { executeOnce: true, ...TELLS });
	canvas.link('Route', 'Read the Watermark', OUTPUT_OF.hourly);
	canvas.link('Route', 'Look Back a Week', OUTPUT_OF.nightly);
	canvas.chain('Read the Watermark', 'Start from the Watermark', 'Find Changed Contacts', 'Is Its Role Synced?', 'Leave Out the Synced', 'Leave Out the Queued', 'Wake What Is Parked');
	canvas.chain('Leave Out the Queued', 'Leave Out the Woken', 'Put in the Queue');
	canvas.link('Look Back a Week', 'Find Changed Contacts');
	canvas.link('Find Changed Contacts', 'Keep the Next Watermark');
}

/** The audit log stays bounded by age and by count; alerts of the day may be told again tomorrow. */
export function addCleanUp(canvas) {
	const older = where(['at', 'lt', `={{ $now.minus({ days: ${P}.auditKeepDays }).toUTC().toISO() }}`]);
	canvas.add('dataTable', 'Drop Old Audit Rows', [X, 960], rows('deleteRows', 'audit', { ...older, options: {} }), TELLS);
	canvas.add('dataTable', 'Forget Daily Alerts', [X + 200, 960], rows('deleteRows', 'alerts', { ...where(['level', 'eq', 'daily'], ['claimedBy', 'eq', '']), options: {} }), TELLS);
	canvas.add('dataTable', 'Find the Newest Audit Row', [X, 1120], rows('get', 'audit', { ...where(), returnAll: false, limit: 1, orderBy: true, orderByColumn: 'id', orderByDirection: 'DESC' }), TELLS);
	const surplus = where(['id', 'lte', `={{ $json.id - ${P}.auditKeepRows }}`]);
	canvas.add('dataTable', 'Drop What Is Older', [X + 200, 1120], rows('deleteRows', 'audit', { ...surplus, options: {} }), TELLS);
	const longGone = where(['kind', 'eq', 'gone'], ['seenAt', 'lt', '={{ $now.minus({ days: 30 }).toUTC().toISO() }}']);
	canvas.add('dataTable', 'Forget Who Is Long Gone', [X + 400, 960], rows('deleteRows', 'state', { ...longGone, options: {} }), TELLS);
	for (const node of ['Drop Old Audit Rows', 'Forget Daily Alerts', 'Forget Who Is Long Gone', 'Find the Newest Audit Row']) canvas.link('Route', node, OUTPUT_OF.nightly);
	canvas.chain('Find the Newest Audit Row', 'Drop What Is Older');
}

/** One contact, to try the workflow by hand. */
export function addByHand(canvas) {
	canvas.add('set', 'Choose a Contact', [X, 1300], set({ contactId: 'put-an-intercom-contact-id-here', topic: '' }));
	canvas.link('Route', 'Choose a Contact', OUTPUT_OF.hand);
	canvas.link('Choose a Contact', 'Contact to Sync');
}
