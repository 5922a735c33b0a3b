import { enrichBy, GOES_ON, P, row, rows, set, TELLS, test, where } from '../parameters.mjs';
import { doubt, IS_REAL, MAY_HOLD } from '../lastSync.mjs';
import { KEPT, LOOKED_FOR, REMOVAL } from './queueRow.mjs';
import { STAFF } from './remember.mjs';
import { STANDSTILL } from './start.mjs';

const X = 5020;
const Y = 800;
const KEY = ['key', 'eq', '={{ $json.key }}'];
/**
 * Failures that the whole service shares; the limit of a minute and our own reserve are no news to anybody. A reference that
 * Intercom does not take holds up nothing else: the contact is synced.
 */
const SERVICE = "!$json.input?.xeroContactId && (['auth', 'transient', 'uncertain'].includes($json.class) || ($json.class === 'quota' && $json.quota === 'day' && $json.reason !== 'xeroDayReserve')) && !['companySyncMissing', 'companySyncStopped', 'groupRemovalsSpent'].includes($json.reason)";
const TRIES = `${P}.retryMinutes.length`;
/** A removal that waits goes on waiting, whatever became of a notification that came meanwhile. */
const GOES_ON_WAITING = `${P}.source !== 'queue' && $json.was?.status === 'waiting' && (${KEPT})`;

/** What failed goes back into the queue with its ID and reason (the message may quote the refused value); after the last try it is parked and told. */
export function addRetry(canvas) {
	addDescription(canvas);
	addRowBefore(canvas);
	addHalfDone(canvas);
	canvas.add('set', 'Count the Tries', [X + 1000, Y], set({
		attempts: [`={{ $json.reason === 'xeroDayReserve' || ($json.deferred && ${P}.source === 'queue') ? ($json.was?.attempts ?? 0) : ${P}.source === 'queue' ? ($json.was?.attempts ?? 0) + 1 : $json.was?.status === 'waiting' && !${REMOVAL} ? $json.was.attempts : $json.deferred ? 0 : 1 }}`, 'number'],
	}, true));
	const goesOn = `(${GOES_ON_WAITING}) || ($json.retryable && $json.attempts <= ${TRIES})`;
	canvas.add('set', 'Plan the Next Try', [X + 1200, Y], set({
		status: `={{ ${goesOn} ? 'waiting' : 'parked' }}`,
		nextAt: `={{ !(${goesOn}) ? '' : [
  ${P}.source !== 'queue' && $json.was?.status === 'waiting' && !${REMOVAL} ? $json.was.nextAt : $now.plus({ minutes: ${P}.retryMinutes[$json.deferred ? 0 : Math.max($json.attempts, 1) - 1] }).toUTC().toISO(),
  $json.retryAt,
].sort().pop() }}`,
		alert: [`={{ ${ALERT} }}`, 'object'],
	}, true));
	const live = `${P}.source === 'live'`;
	const touchedAt = `={{ ${live} ? ${P}.startedAt : ($json.was?.touchedAt || ${P}.startedAt) }}`;
	// What the queue tried is what its row says now: another notification may have changed it, or settled it, meanwhile.
	const unread = "$('Look It Up in the Queue').all().some((row) => row.json.error)";
	const ofRow = `$json.was?.topic || (${unread} ? $json.topic : '')`;
	const topic = `={{ ${P}.source === 'queue' ? ${ofRow} : ${KEPT} ? $json.was.topic : $json.topic || $json.was?.topic || '' }}`;
	const occurredAt = `={{ $json.reason === '${LOOKED_FOR}' ? Math.floor(Date.now() / 1000) : (${KEPT} || !(${live}) ? $json.was?.occurredAt : ${P}.occurredAt) || 0 }}`;
	canvas.add('dataTable', 'Put It Back in the Queue', [X + 1400, Y], rows('upsert', 'queue', {
		...where(KEY),
		...row({
			key: '={{ $json.key }}', kind: '={{ $json.kind }}', topic, status: '={{ $json.status }}', leaseUntil: '', attempts: '={{ $json.attempts }}', nextAt: '={{ $json.nextAt }}',
			reason: '={{ $json.reason }}', class: '={{ $json.class }}', waitsFor: "={{ $json.service ? 'service' : '' }}", message: '={{ $json.message }}', nextStep: '={{ $json.nextStep }}', touchedAt, occurredAt,
		}),
	}), TELLS);
	canvas.chain('Add the Queue Row', 'Count the Tries', 'Plan the Next Try', 'Put It Back in the Queue');
	for (const node of ['Is It Worth a Line?', 'Is There an Alert?']) canvas.link('Plan the Next Try', node);
}

function addDescription(canvas) {
	canvas.add('set', 'Describe the Failure', [X, Y], set({
		key: "={{ $json.record?.staff?.intercomId || $json.contactId || $json.companyId || $json.intercomId || '' }}",
		kind: "={{ $json.companyId && !$json.contactId ? 'company' : 'contact' }}",
		topic: `={{ ${P}.topic || $json.record?.topic || '' }}`,
		outcome: 'failed', preview: ['={{ !!$json.preview }}', 'boolean'], deferred: ['={{ !!$json.deferred }}', 'boolean'],
		vendor: "={{ $json.problems ? 'mapping' : $json.input !== undefined ? 'intercom' : 'xero' }}",
		class: "={{ $json.class || 'validation' }}", reason: '={{ $json.reason }}', message: '={{ $json.message }}',
		nextStep: "={{ $json.nextStep || ($json.problems || []).map((problem) => problem.fix).join(' ') }}",
		service: [`={{ ${SERVICE} }}`, 'boolean'],
		isReference: ['={{ !!$json.input?.xeroContactId }}', 'boolean'],
		// A contact that Intercom does not know is looked for once more where it is live, or was archived: it may be deleted since.
		retryable: [`={{ !!$json.retryable || ['auth', 'quota', 'transient', 'uncertain'].includes($json.class) || ($json.reason === 'intercomNotFound' && (${P}.source === 'live' || $json.input?.reason === 'archived' || $json.input?.findArchived)) }}`, 'boolean'],
		retryAt: "={{ $json.retryAt ? new Date($json.retryAt).toISOString() : '' }}",
		requestIds: "={{ ($json.requestIds || [$json.requestId || '']).join(', ') }}",
	}));
	canvas.link('Create or Update in Xero', 'Describe the Failure', 2);
	canvas.link('Wait in the Queue', 'Describe the Failure');
}

function addRowBefore(canvas) {
	canvas.add('filter', 'Was It No Test by Hand?', [X + 200, Y], test(`={{ ${IS_REAL} && ${P}.source !== 'hand' && $json.key !== '' }}`));
	canvas.add('dataTable', 'Look It Up in the Queue', [X + 400, Y - 100], rows('get', 'queue', { ...where(KEY), returnAll: false, limit: 1 }), { alwaysOutputData: true, ...GOES_ON });
	canvas.add('set', 'Pack the Row', [X + 600, Y - 100], set({ key: "={{ $json.key || '' }}", was: ['={{ $json }}', 'object'] }));
	canvas.add('merge', 'Add the Queue Row', [X + 800, Y], enrichBy('key'));
	canvas.chain('Describe the Failure', 'Was It No Test by Hand?', 'Look It Up in the Queue', 'Pack the Row');
	canvas.link('Was It No Test by Hand?', 'Add the Queue Row', 0, 0);
	canvas.link('Pack the Row', 'Add the Queue Row', 0, 1);
}

/**
 * Xero may hold more than the last sync knew: written in part, or the answer got lost. A change back must not look like no
 * change. It stands above everything that tells somebody, because a channel that refuses stops the execution.
 */
function addHalfDone(canvas) {
	canvas.add('filter', 'May Xero Hold It?', [X + 600, -260], MAY_HOLD);
	canvas.add('dataTable', 'Doubt the Last Sync', [X + 800, -260], doubt(`={{ ${STAFF} ?? $json.intercomId }}`, `={{ ${STAFF} ? 'staff' : 'contact' }}`), TELLS);
	canvas.link('Create or Update in Xero', 'May Xero Hold It?', 2);
	canvas.link('May Xero Hold It?', 'Doubt the Last Sync');
}

/** A service that refuses is told once for all contacts; a contact only when nothing more happens by itself. */
const ALERT = `
  ['companySyncMissing', 'companySyncStopped'].includes($json.reason)
    ? { key: 'company sync', level: 'daily', record: '', vendor: '', state: $json.reason, title: $json.reason === 'companySyncMissing' ? 'Company Sync is missing' : 'Company Sync stopped', message: $json.message, nextStep: $json.nextStep, links: [] }
  : $json.isReference
    ? ($json.status === 'parked' || $json.class === 'auth' ? { key: 'xero reference', level: 'daily', record: '', vendor: 'intercom', state: $json.reason, title: 'Intercom does not take the Xero references',
        message: $json.message + ' The contacts are synced; only the note in Intercom of which Xero contact they are is missing.', nextStep: $json.nextStep, links: [] } : null)
  : $json.service && !$json.deferred && ($json.class === 'auth' || $json.attempts === 1)
    ? { key: $json.vendor + ($json.class === 'auth' ? ' access' : ' standstill'), level: 'organisation', record: '', vendor: $json.vendor, state: 'open',
        title: ($json.vendor === 'xero' ? 'Xero' : 'Intercom') + ($json.class === 'auth' ? ' refuses the connection' : $json.class === 'quota' ? ' has no calls left today' : ' cannot be reached'),
        message: $json.message, nextStep: $json.nextStep + ' Contacts that change meanwhile wait in the queue; you will hear when it works again.', links: [] }
    : (${GOES_ON_WAITING}) || ($json.retryable && ($json.attempts <= ${TRIES} || ($json.service && ${STANDSTILL})))
      ? null
      : { key: 'parked ' + $json.key, level: 'record', record: $json.key, vendor: $json.vendor, state: $json.reason, title: $json.kind === 'company' ? 'A company could not be synced' : 'A contact could not be synced',
          message: $json.message + ' (Intercom ' + $json.kind + ' ' + $json.key + ')', nextStep: $json.nextStep + ' The next change of the ' + $json.kind + ' in Intercom tries it again.', links: [] }
`;
