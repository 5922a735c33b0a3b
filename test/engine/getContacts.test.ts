import { randomUUID } from 'node:crypto';
import './engineEnvironment';
import type { INodeExecutionData } from 'n8n-workflow';
import { runNode, type NodeResult } from './runWorkflow';
import { inputsByOutput, openXero, type XeroSandbox } from './xeroSandbox';

/** Get Contacts of Xero Contact Upsert in the real engine, against the stand-in. */
let xero: XeroSandbox;
beforeEach(async () => void (xero = await openXero()));
afterEach(async () => await xero.sandbox.stop());

const get = async (items: object[], parameters = {}) => await xero.upsert(items.map((json) => ({ json })) as INodeExecutionData[], { operation: 'getContacts', ...parameters });
const seed = (count: number) => xero.sandbox.xero.organisation().seedContacts(Array.from({ length: count }, (_, index) => ({ Name: `Person ${index}`, FirstName: 'Jane', Phones: [{ PhoneType: 'DEFAULT' as const, PhoneNumber: '93744000' }] })));
const json = ({ outputs }: NodeResult, output: number) => (outputs[output] ?? []).map((item) => item.json);
const ledger = { name: 'default', kind: 'contact', id: 'a1', left: 'trigger.changedInXero', why: 'changedInXero' };

test('50 items of a ledger leave once each: an unknown, an archived, a merged and an unparsable one among them', async () => {
	const ids = seed(47);
	xero.sandbox.xero.organisation().archiveInUi(ids[3]!);
	xero.sandbox.xero.organisation().mergeInUi(ids[20]!, ids[40]!);
	const wanted = [...ids.slice(0, 30), randomUUID(), ...ids.slice(30), 'not-an-id', ''];
	const result = await get(wanted.map((xeroContactId) => ({ xeroContactId, contactId: 'a1', ledger })));
	expect(result.error).toBeUndefined();
	const [read, review, failed] = inputsByOutput(result);
	expect([failed, review]).toEqual([[30, 48, 49], []]);
	expect([...read!].sort((a, b) => a - b)).toEqual(wanted.map((_, position) => position).filter((position) => ![30, 48, 49].includes(position)));
	expect(json(result, 0)[3]).toMatchObject({ contactId: 'a1', xeroContactId: ids[3], organisationId: xero.organisationId, ledger: { left: 'xero.read', why: 'changedInXero', callsLeft: { organisationId: xero.organisationId } } });
	expect(json(result, 0)[3]!.xeroContact).toMatchObject({ ContactID: ids[3], ContactStatus: 'ARCHIVED', FirstName: 'Jane', Phones: expect.arrayContaining([expect.objectContaining({ PhoneNumber: '93744000' })]) });
	expect(json(result, 0)[20]!.xeroContact).toMatchObject({ MergedToContactID: ids[40] });
	expect(json(result, 2)[0]).toMatchObject({ outcome: 'failed', class: 'gone', reason: 'xeroContactMissing', retryable: false, attempts: 1, xeroContactId: wanted[30], message: expect.stringContaining(wanted[30]!), nextStep: expect.stringContaining('organisation'), ledger: { left: 'xero.missing', id: 'a1' }, input: { contactId: 'a1' } });
	expect(xero.calls()).toEqual({ 'xero.getContacts': 12 });
});

test('items that bring balances pass unread, and a run of nothing else asks nothing of Xero', async () => {
	const item = { contactId: 'a1', xeroContactId: 'b1', ledger: { ...ledger, why: 'balances', balance: { contactId: 'b1', outstanding: 5, overdue: 0, currency: '', status: 'ACTIVE' } } };
	expect(json(await get([item]), 0)).toEqual([{ ...item, ledger: { ...item.ledger, left: 'xero.read' } }]);
	expect(xero.calls()).toEqual({});
});

test('items of another source work by any field, and keep no ledger', async () => {
	const [id] = seed(1);
	const result = await get([{ id: id!.toUpperCase(), note: 'x' }], { xeroContactId: '={{ $json.id }}' });
	expect(json(result, 0)).toEqual([{ id: id!.toUpperCase(), note: 'x', organisationId: xero.organisationId, xeroContact: expect.objectContaining({ ContactID: id }) }]);
});

test('a spent day and a missing credential fail every item with words and time', async () => {
	const [id] = seed(1);
	xero.sandbox.faults.add({ vendor: 'xero', path: '/Contacts', kind: 'empty429', headers: { 'retry-after': '3600', 'x-rate-limit-problem': 'day' } });
	const result = await get([{ xeroContactId: id }], { options: { maxWaitSeconds: 0 } });
	expect(json(result, 2)).toMatchObject([{ class: 'quota', retryable: true, retryAt: expect.any(String), attempts: expect.any(Number), nextStep: expect.any(String) }]);
	const bare = await runNode({ type: 'xeroContactUpsert', parameters: { operation: 'getContacts' }, items: [{ json: { xeroContactId: id } }], credentials: {}, mode: 'trigger' });
	expect(bare.outputs[2]).toMatchObject([{ json: { class: 'auth', reason: 'credentialUnreadable' } }]);
});
