import omit from 'lodash/omit';
import { bind, readBinding } from '../../../lib/ledger/decisions/holders';
import { readSettings, writeFirstSettings, writeSettings } from '../../../lib/ledger/decisions/published';
import { receiveFrom } from '../../../lib/ledger/decisions/receiveFrom';
import { boundElsewhere } from '../../../lib/ledger/boundElsewhere';
import type { NotificationFacts } from '../../../lib/ledger/events/notification';
import { problemWords } from '../../../lib/ledger/store/problem';
import { DEFAULT_PUBLISHED } from '../../../lib/ledger/settings';
import { START } from './ledgerWorld';
import { MemoryStore } from './memoryStore';

const ADDRESS = 'https://hooks.example/secret-part';
const BINDING = { workspaceId: 'ws1', region: 'eu', organisationId: 'o1', organisationName: 'Acme', boundAt: START } as const;
const published = { ...DEFAULT_PUBLISHED, whenDeleted: 'archive', alertChannel: 'slack', alertAddress: ADDRESS } as const;
const audit = (store: MemoryStore) => store.rows.audit.map(({ event, reason }) => [event, reason]);

test('before anything was published what ships counts', async () => {
	const store = new MemoryStore();
	expect(await store.change(readSettings())).toEqual(DEFAULT_PUBLISHED);
});

test('what is published is kept; the log names what changed, and never the address', async () => {
	const store = new MemoryStore();
	await store.change(writeSettings(DEFAULT_PUBLISHED, START));
	expect(await store.change(writeSettings(published, START))).toEqual(['alertAddress', 'alertChannel', 'whenDeleted']);
	expect(await store.change(readSettings())).toEqual(published);
	expect(await store.change(writeSettings(published, START))).toEqual([]);
	expect(audit(store).slice(1)).toEqual([['settings', 'alertAddress, alertChannel, whenDeleted']]);
	expect(JSON.stringify(store.rows.audit)).not.toContain('secret-part');
});

test('a setting that an older package did not know is as shipped', async () => {
	const store = new MemoryStore();
	await store.change(writeSettings(omit(published, 'alertChannel') as typeof published, START));
	expect(await store.change(readSettings())).toEqual({ ...published, alertChannel: 'json' });
});

test('a test run writes settings only where none are', async () => {
	const store = new MemoryStore();
	await store.change(writeFirstSettings(published, START));
	await store.change(writeFirstSettings(DEFAULT_PUBLISHED, START));
	expect(await store.change(readSettings())).toEqual(published);
});

const deleted: NotificationFacts = { subject: { kind: 'contact', id: 'c1' }, topic: 'contact.deleted', occurredAtSeconds: START / 1_000, updatedAtSeconds: null, shown: null, reference: null, mergedIds: [] };
const company: NotificationFacts = { ...deleted, subject: { kind: 'company', id: 'co1' }, topic: 'company.updated' };

test('a notification goes by the settings in the ledger, whatever process it comes to', async () => {
	const store = new MemoryStore();
	expect(await store.change(receiveFrom('ws1', deleted, START))).toEqual({ took: 'noted' });
	expect(await store.change(receiveFrom('ws1', company, START))).toEqual({ took: 'nothing' });
	await store.change(writeSettings({ ...published, billTo: 'company', whenDeleted: 'tell' }, START));
	const later = { ...deleted, subject: { kind: 'contact', id: 'c2' } } as const;
	expect(await store.change(receiveFrom('ws1', later, START))).toEqual({ took: 'work' });
	expect(await store.change(receiveFrom('ws1', company, START))).toEqual({ took: 'work' });
});

test('a notification of another workspace than the one the ledger belongs to is not taken', async () => {
	const store = new MemoryStore();
	await store.change(bind(BINDING));
	expect(await store.change(receiveFrom('ws2', company, START))).toEqual({ took: 'anotherWorkspace', binding: BINDING });
	expect(store.rows.tables.work.size).toBe(0);
	expect(await store.change(readBinding())).toEqual(BINDING);
});

test('where the simulators of the same pair are is noted with each publishing, and nothing else of the binding changes', async () => {
	const store = new MemoryStore();
	await store.change(bind(BINDING));
	for (const simulators of [{ intercom: 'http://localhost:4010', xero: 'http://localhost:4011' }, { xero: 'http://localhost:5011' }, undefined]) {
		const next = simulators === undefined ? BINDING : { ...BINDING, simulators };
		expect(await store.change(bind({ ...next, organisationName: 'Renamed', boundAt: BINDING.boundAt + 1 }))).toEqual({ bound: true, isNew: false, binding: next });
		expect(await store.change(readBinding())).toEqual(next);
	}
	expect(await store.change(bind({ ...BINDING, organisationId: 'o2', simulators: { xero: 'http://localhost:1' } }))).toEqual({ bound: false, binding: BINDING });
});

test('a ledger that belongs to somebody else is refused with both names', () => {
	const organisation = boundElsewhere('main', BINDING, { workspaceId: 'ws1', region: 'eu', organisationId: 'o2', organisationName: 'Other' });
	expect(organisation).toMatchObject({ trouble: 'boundElsewhere' });
	for (const name of ['"main"', 'ws1 (eu)', 'Acme (o1)', 'Other (o2)', 'under Ledger']) expect(problemWords(organisation)).toContain(name);
	const workspace = problemWords(boundElsewhere('main', BINDING, { workspaceId: 'ws2', region: 'us' }));
	for (const name of ['ws1 (eu)', 'ws2 (us)']) expect(workspace).toContain(name);
	expect(workspace).not.toContain('Acme');
});
