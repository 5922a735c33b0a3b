import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { readSettings } from '../../../lib/ledger/decisions/published';
import { receiveFromXero } from '../../../lib/ledger/decisions/receiveFromXero';
import { settle } from '../../../lib/ledger/decisions/settle';
import { settlementFrom } from '../../../lib/ledger/items/settlementFrom';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { Ground, WORKSPACE } from './ground';
import { until, type StartedTrigger } from './startedTrigger';

jest.setTimeout(60_000);

let ground: Ground;
beforeEach(async () => (ground = await Ground.make()));
afterEach(async () => await ground.remove());

const CONTACT = '45e4708e-d862-4111-ab3a-dd8cd03913e1';
const AT = Date.UTC(2026, 10, 29);
const organisationId = () => ground.sandbox.xero.organisation().id;
const last = (trigger: StartedTrigger, output: number) => trigger.executions.at(-1)![output]![0]!.json;

async function settled(item: object): Promise<string> {
	const read = settlementFrom(item, 0);
	if (read.kind !== 'settlement') throw new Error(read.message);
	return (await ground.store.change(settle([read.settlement], { ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS }, Date.now())))[0]!.became;
}

test('what Xero tells of leaves by the fourth output, at once and in the shape of the contract, and is brought back', async () => {
	const trigger = await ground.publish({ bothWays: true });
	await ground.store.open();
	expect((await ground.store.change(readSettings())).bothWays).toEqual(DEFAULT_BOTH_WAYS);
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length === 1);
	const { ledger } = last(trigger, 0);
	expect(ledger).toMatchObject({ left: 'trigger.due', bothWays: DEFAULT_BOTH_WAYS });
	const record = { kind: 'person', fingerprint: 'f1', source: { updatedAt: 5 }, match: { contactId: CONTACT, organisationId: organisationId() } };
	const synced = { outcome: 'created', reason: 'noMatch', intercomId: 'c1', xeroContactId: CONTACT, organisationId: organisationId(), xeroUpdatedAt: AT, values: { Name: 'Jane' }, record, changes: [], requestIds: ['r1'] };
	expect(await settled({ ...synced, ledger: { ...(ledger as object), left: 'upsert.synced' } })).toBe('done');
	const tell = async (changedAt: number) => await ground.store.change(receiveFromXero(organisationId(), [{ xeroContactId: CONTACT, changedAt }], Date.now()));
	expect(await tell(AT)).toEqual([{ took: 'noise' }]);
	expect(await tell(AT + 5)).toEqual([{ took: 'work' }]);
	await until(() => trigger.executions.length === 2, 3_000);
	expect(trigger.executions[1]!.slice(0, 3)).toEqual([[], [], []]);
	const back = last(trigger, 3);
	expect(back).toEqual({
		xeroContactId: CONTACT, contactId: 'c1', kind: 'contact', why: 'changedInXero', attempts: 0,
		ledger: expect.objectContaining({ left: 'trigger.changedInXero', organisationId: organisationId(), workspaceId: WORKSPACE, xeroChangedAt: AT + 5, bothWays: DEFAULT_BOTH_WAYS, lastSync: expect.objectContaining({ values: { Name: 'Jane' } }) }),
	});
	const brought = { outcome: 'updated', reason: 'changedInXero', intercomId: 'c1', xeroContactId: CONTACT, organisationId: organisationId(), xeroUpdatedAt: AT + 5, values: { Name: 'Jane Roe' }, intercomUpdatedAt: 7, shown: 's', owesXero: false, changes: [], requestIds: [] };
	expect(await settled({ ...brought, ledger: { ...(back.ledger as object), left: 'intercom.synced' } })).toBe('done');
	expect((await ground.store.list('record', { limit: 9, after: '' })).rows).toMatchObject([{ state: 'synced', fingerprint: '', values: { Name: 'Jane Roe' }, xeroUpdatedAt: AT + 5 }]);
});

test('with Both Ways off nothing of it is on an item', async () => {
	const trigger = await ground.publish();
	await ground.notify({ id: 'c1' });
	await until(() => trigger.executions.length === 1);
	expect(last(trigger, 0).ledger).not.toHaveProperty('bothWays');
	expect(trigger.executions[0]).toHaveLength(3);
});
