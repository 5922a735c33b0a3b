import { IS_REAL } from '../lastSync.mjs';
import { columns, rows, set, TELLS, test, where } from '../parameters.mjs';

const X = 5020;
const Y = 1140;

/** The first record that goes through closes the alert of its service, and what waited is due at once. */
export function addRecovery(canvas) {
	// Whatever was read proves Intercom; only an answer of Xero proves Xero, and Intercom with it.
	const answered = (item) => `(${item}.requestIds || []).length > 0`;
	const proved = `row.json.open && (row.json.vendor === 'intercom' || ${answered('$json')})`;
	canvas.add('filter', 'Has a Service Come Back?', [X, Y], test(`={{ ${IS_REAL} && $('Note What Is Open').all().some((row) => ${proved}) }}`));
	canvas.add('dataTable', 'Close the Open Alerts', [X + 200, Y], rows('deleteRows', 'alerts', {
		...where(['level', 'eq', 'organisation'], ['vendor', 'neq', `={{ $('Has a Service Come Back?').all().some((item) => ${answered('item.json')}) ? 'none' : 'xero' }}`]), options: {},
	}), { executeOnce: true, ...TELLS });
	canvas.add('dataTable', 'Release What Waited', [X + 400, Y - 60], rows('update', 'queue', {
		...where(['waitsFor', 'eq', 'service'], ['leaseUntil', 'lte', '={{ $now.toUTC().toISO() }}']), ...columns({ status: 'waiting', nextAt: '={{ $now.toUTC().toISO() }}' }),
	}), { executeOnce: true, ...TELLS });
	const message = "$('Close the Open Alerts').all().map((row) => row.json.title + ': over.').join(' ') + ' Contacts that waited are synced now.'";
	canvas.add('set', 'Tell of the Recovery', [X + 600, Y + 60], set({
		good: true, alerts: [`={{ [{ title: 'The sync works again', message: ${message}, nextStep: '', links: [] }] }}`, 'array'],
	}), { executeOnce: true });
	canvas.link('Create or Update in Xero', 'Has a Service Come Back?', 1);
	canvas.link('Map to Xero Fields', 'Has a Service Come Back?', 2);
	canvas.link('Name Who Was Left Out', 'Has a Service Come Back?');
	canvas.chain('Create or Update in Xero', 'Has a Service Come Back?', 'Close the Open Alerts', 'Release What Waited');
	canvas.chain('Close the Open Alerts', 'Tell of the Recovery', 'Write the Message');
}
