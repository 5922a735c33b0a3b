import { ALONE, callWorkflow, columns, P, rows, set, TELLS, test, where } from '../parameters.mjs';
import { UNKNOWN } from './queueRow.mjs';
import { OUTPUT_OF } from './start.mjs';

const X = 1480;
const Y = 1600;
/** Contacts of one sweep that are looked at; more at once are no deletions but a mistake, and the rest has its turn the next night. */
const MOST_VANISHED = 200;

/**
 * Nightly: goes through all contacts of Intercom and marks those it sees. A synced contact that two whole sweeps in a row
 * did not see, and that Intercom does not know when asked for it, follows the deletion policy. Each page is read by a run
 * of its own, so that its memory is free afterwards.
 */
export function addSweep(canvas) {
	addPages(canvas);
	addVanished(canvas);
	addOnePage(canvas);
}

function addPages(canvas) {
	canvas.add('set', 'Start the Sweep', [X, Y], set({ cursor: '', sweepAt: `={{ ${P}.startedAt }}` }), { executeOnce: true });
	canvas.add('executeWorkflow', 'Sweep a Page', [X + 200, Y], callWorkflow('={{ $workflow.id }}'), TELLS);
	canvas.add('if', 'Was the Page Read?', [X + 400, Y], test('={{ $json.nextCursor !== undefined }}'));
	canvas.add('if', 'Was It the Last Page?', [X + 600, Y], test('={{ !$json.nextCursor }}'));
	canvas.add('set', 'Go On with the Next Page', [X + 800, Y + 160], set({ cursor: '={{ $json.nextCursor }}', sweepAt: `={{ ${P}.startedAt }}` }));
	canvas.link('Route', 'Start the Sweep', OUTPUT_OF.nightly);
	canvas.chain('Start the Sweep', 'Sweep a Page', 'Was the Page Read?', 'Was It the Last Page?', 'Find Who Vanished');
	canvas.link('Was the Page Read?', 'Describe the Failed Search', 1);
	canvas.link('Was It the Last Page?', 'Go On with the Next Page', 1);
	canvas.link('Go On with the Next Page', 'Sweep a Page');
}

function addVanished(canvas) {
	const unseen = where(['kind', 'eq', 'contact'], ['seenAt', 'lt', `={{ ${P}.startedAt }}`]);
	canvas.add('dataTable', 'Find Who Vanished', [X + 800, Y - 20], rows('get', 'state', { ...unseen, returnAll: false, limit: MOST_VANISHED }), TELLS);
	canvas.add('dataTable', 'Count the Sweep', [X, Y + 300], rows('update', 'state', {
		...where(['id', 'eq', '={{ $json.id }}']), ...columns({ missed: '={{ ($json.missed || 0) + 1 }}' }),
	}), TELLS);
	canvas.add('filter', 'Did It Miss Two?', [X + 200, Y + 300], test('={{ $json.missed >= 2 }}'));
	canvas.add('intercomContacts', 'Look at It Directly', [X + 400, Y + 300], { resource: 'contact', operation: 'getProfile', contactId: '={{ $json.key }}', include: ALONE, findArchived: true });
	canvas.add('filter', 'Is It Really Gone?', [X + 620, Y + 340], test(`={{ ${UNKNOWN} }}`));
	canvas.add('dataTable', 'It Is Still There', [X + 620, Y + 200], rows('update', 'state', {
		...where(['key', 'eq', '={{ $json.contact.id }}'], ['kind', 'eq', 'contact']), ...columns({ seenAt: `={{ ${P}.startedAt }}`, missed: 0 }),
	}), TELLS);
	canvas.add('set', 'Describe Who Vanished', [X + 820, Y + 340], set({
		contactId: '={{ $json.contactId }}', reason: 'vanished', topic: 'contact.deleted',
		message: "={{ 'Contact ' + $json.contactId + ' is no longer in Intercom: two sweeps did not see it, and Intercom does not know it.' }}",
	}));
	canvas.chain('Find Who Vanished', 'Count the Sweep', 'Did It Miss Two?', 'Look at It Directly', 'It Is Still There');
	canvas.link('Look at It Directly', 'Was It Merged?', 1);
	canvas.link('Look at It Directly', 'Is It Really Gone?', 2);
	canvas.chain('Is It Really Gone?', 'Describe Who Vanished', 'Follow the Deletion Policy');
}

/** The run that reads one page; its last node's items are what the sweep gets back. */
function addOnePage(canvas) {
	const asked = "$('Called by the Sweep').first().json";
	// A last page without a contact is a page, too: it goes on with an empty item.
	canvas.add('intercomContacts', 'Read a Page', [X, Y + 640], { resource: 'contact', operation: 'getPage', cursor: `={{ ${asked}.cursor }}`, pageSize: 150, segments: `={{ ${P}.segments }}` }, { alwaysOutputData: true });
	canvas.add('dataTable', 'Mark as Seen', [X + 200, Y + 760], rows('update', 'state', {
		...where(['key', 'eq', "={{ $json.contactId ?? '' }}"], ['kind', 'eq', 'contact']), ...columns({ seenAt: `={{ ${asked}.sweepAt }}`, missed: 0 }),
	}), { alwaysOutputData: true });
	canvas.add('set', 'Say How Far It Came', [X + 400, Y + 760], set({ nextCursor: "={{ $('Read a Page').last().json.nextCursor ?? '' }}" }), { executeOnce: true });
	canvas.add('set', 'Say What Failed', [X + 200, Y + 900], set({ reason: '={{ $json.reason }}', message: '={{ $json.message }}', nextStep: '={{ $json.nextStep }}' }), { executeOnce: true });
	canvas.link('Route', 'Read a Page', OUTPUT_OF.page);
	addSegments(canvas);
	canvas.chain('Read a Page', 'Mark as Seen', 'Say How Far It Came');
	canvas.link('Read a Page', 'Say What Failed', 2);
}

/** Intercom says nothing when a contact enters or leaves a segment: a difference to what was there at its last sync goes into the queue. */
function addSegments(canvas) {
	const noted = [['key', 'eq', '={{ $json.contactId }}'], ['kind', 'eq', 'segments']];
	canvas.add('filter', 'Were Segments Read?', [X + 200, Y + 540], test('={{ !!$json.segments }}'));
	canvas.add('if', 'Is It in One?', [X + 400, Y + 540], test('={{ $json.segments.length > 0 }}'));
	canvas.add('dataTable', 'Leave Out Who Was in Them', [X + 600, Y + 480], rows('rowNotExists', 'state', where(...noted, ['fingerprint', 'eq', "={{ $json.segments.join(', ') }}"])));
	canvas.add('dataTable', 'Find What It Was In', [X + 600, Y + 620], rows('get', 'state', { ...where(...noted, ['fingerprint', 'neq', '']), returnAll: false, limit: 1 }));
	canvas.add('set', 'Sync It Again', [X + 820, Y + 540], set({ contactId: '={{ $json.contactId ?? $json.key }}' }));
	canvas.chain('Read a Page', 'Were Segments Read?', 'Is It in One?', 'Leave Out Who Was in Them', 'Sync It Again', 'Leave Out the Queued');
	canvas.link('Is It in One?', 'Find What It Was In', 1);
	canvas.link('Find What It Was In', 'Sync It Again');
}
