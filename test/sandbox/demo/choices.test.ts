import { farFrom, inTheDemo } from '../../../sandbox/demo/choices';
import { expectations } from '../../../sandbox/demo/expectations';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';

const HOURS = { minute: 7, hour: 2 };
const chosen = (workflow: string) => shippedWorkflow(workflow).nodes.map((node) => [node, inTheDemo(node, 'http://alerts.example', HOURS)] as const);
const changed = (workflow: string) => chosen(workflow).flatMap(([before, after]) => (JSON.stringify(before) === JSON.stringify(after) ? [] : [after.name]));

test('what comes by the clock comes half an hour and half a day from now', () => {
	expect(farFrom(new Date(2026, 10, 30, 23, 47))).toEqual({ minute: 17, hour: 11 });
	expect(farFrom(new Date(2026, 10, 30, 3, 0))).toEqual({ minute: 30, hour: 15 });
});

test('only what the note names is changed, and the note of the workflow that is live says so', () => {
	expect(changed('two-way-sync').sort()).toEqual(['Every Hour', 'Every Night', 'Start Here', 'Sync Ledger Trigger']);
	expect(changed('setup')).toEqual([]);
	expect(changed('sync-status')).toEqual([]);
	expect(changed('quick-start')).toEqual(['Map to Xero Fields']);
	const [title = '', said = ''] = String(chosen('two-way-sync').find(([{ name }]) => name === 'Start Here')?.[1].parameters.content).split('\n');
	expect(title).toBe('## Intercom and Xero: two-way sync');
	expect(said).toMatch(/Not as shipped: .*\*\*Map to Person\*\*.*\*\*Every Hour\*\* and \*\*Every Night\*\*/);
});

test('the schedules keep their form and have another time, which the page names', () => {
	for (const [before, after] of chosen('two-way-sync').filter(([{ name }]) => name.startsWith('Every '))) {
		const [was, is] = [before, after].map(({ parameters }) => (parameters.rule as { interval: [Record<string, unknown>] }).interval[0]);
		expect(is).toEqual({ ...was, triggerAtMinute: 7, ...('triggerAtHour' in was! && { triggerAtHour: 2 }) });
	}
	expect(expectations(7).intercomLoseNotification).toContain('at 07 past');
});
