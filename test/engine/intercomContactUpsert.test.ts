import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode } from './runWorkflow';

/** Intercom Contact Upsert in the real engine: items that were mixed up on their way. */
const ID = '6f1c2ad0-0000-4000-8000-000000000001';
const back = { kind: 'contact', xeroContactId: ID, xeroContactUrl: '', organisationId: 'org-1', shownName: 'Jane Doe', contactNumber: '', email: '', status: 'ACTIVE', xeroUpdatedAt: 1, values: { name: 'Janet Doe' }, base: { name: 'Jane Doe' }, sources: {}, country: 'AU', remarks: [] };
const ledger = { name: 'default', kind: 'contact', id: 'a1', token: 't1', organisationId: 'org-1', left: 'back.mapped', bothWays: { fields: ['name'] }, lastSync: { xeroContactId: ID, values: { Name: 'Jane Doe' } } };

test.each<[string, object, string, RegExp]>([
	['no mapped contact', { contactId: 'a1', ledger }, 'notABackRecord', /back \(the mapped contact\) is missing/],
	['the contact of another record', { back: { ...back, xeroContactId: 'b' }, ledger }, 'notItsRecord', /knows the Xero contact 6f1c2ad0/],
	['a company for a contact', { back: { ...back, kind: 'company' }, ledger }, 'notItsRecord', /knows a contact/],
	['another organisation', { back: { ...back, organisationId: 'org-2' }, ledger }, 'notItsRecord', /organisation org-1/],
	['the reference', { back: { ...back, values: { custom_attributes: { xero_contact_id: 'b' } } }, ledger }, 'notABackRecord', /only Set Xero Reference/],
	['an ID that is none', { back, ledger: { ...ledger, id: '../companies/1' } }, 'intercomIdInvalid', /no ID of an Intercom record/],
])('an item with %s fails by itself, and says so to the ledger', async (_, json, reason, message) => {
	const result = await runNode({ type: 'intercomContactUpsert', parameters: { operation: 'update' } as INodeParameters, items: [{ json }] as INodeExecutionData[], mode: 'trigger' });
	expect(result.outputs.map((output) => output.length)).toEqual([0, 0, 1]);
	expect(result.outputs[2]![0]!.json).toMatchObject({ outcome: 'failed', class: 'validation', reason, retryable: false, message: expect.stringMatching(message) as string, ledger: { left: 'intercom.failed' } });
});
