import './engineEnvironment';
import type { INodeExecutionData } from 'n8n-workflow';
import type { MappedRecord } from '../../lib/sync/record/record';
import { intercomId } from '../sandbox/upsert/people';
import { runNode } from './runWorkflow';
import { closesXero, failed, JANE, json, open, people, xero } from './upsertStage';
import { inputsByOutput, itemOf } from './xeroSandbox';

closesXero();

describe('the three outputs', () => {
	beforeEach(async () => void (await open()));

	test('synced, review and failed items leave by their own output, paired, with their input', async () => {
		xero.sandbox.xero.organisation().seedContacts([{ Name: 'Mallory', EmailAddress: 'customer@example.com' }]);
		const result = await xero.upsert([
			itemOf({ name: 'Lead', email: 'customer@example.com', role: 'lead' }),
			itemOf(JANE),
			{ json: { hello: 'world' } },
			itemOf({ name: 'Bad Mail', email: 'bad@example.com' }, (record) => ({ ...record, xero: { ...record.xero, EmailAddress: 'bad example.com' } })),
		]);
		expect(result.error).toBeUndefined();
		expect(inputsByOutput(result)).toEqual([[1], [0], [2, 3]]);
		expect(json(result, 0)[0]).toMatchObject({ outcome: 'created', reason: 'noCandidate', xeroContactUrl: expect.stringContaining('https://go.xero.com/'), organisationId: xero.organisationId, record: { match: { email: JANE.email } } });
		expect(json(result, 1)[0]).toMatchObject({ outcome: 'review', reason: 'unverified', candidates: [{ name: 'Mallory', email: 'customer@example.com' }], nextStep: expect.any(String) });
		expect(failed(result)).toMatchObject([
			{ outcome: 'failed', reason: 'notAMappedRecord', class: 'validation', retryable: false, attempts: 0, field: 'intercomId', message: expect.stringContaining('intercomId is missing'), nextStep: expect.stringContaining('Mapper'), record: { hello: 'world' } },
			{ outcome: 'failed', reason: 'xeroRefusedContact', class: 'validation', retryable: false, message: expect.stringMatching(/Bad Mail \(bad@example\.com\).*mail/) },
		]);
		expect(result.outputs.flat().some((item) => 'error' in item.json || 'error' in item)).toBe(false);
	});

	test('without a credential every item leaves by Failed', async () => {
		const { outputs, error } = await runNode({ type: 'xeroContactUpsert', parameters: { operation: 'createOrUpdate' }, items: [itemOf(JANE)], credentials: {}, mode: 'trigger' });
		expect(error).toBeUndefined();
		expect(outputs[2]).toMatchObject([{ json: { class: 'auth', reason: 'credentialUnreadable', message: expect.stringContaining('Xero credential') } }]);
	});

	test('what a run by hand changes is compared with Xero every time', async () => {
		const item = itemOf(JANE);
		await xero.upsert([item]);
		const before = xero.sandbox.journal.mark();
		expect(json(await xero.upsert([item]), 0)).toMatchObject([{ outcome: 'unchanged', reason: 'justWritten' }]);
		expect(xero.sandbox.journal.count({ after: before })).toBe(0);
		expect(json(await xero.upsert([item], {}, { mode: 'manual' }), 0)).toMatchObject([{ outcome: 'unchanged', reason: 'nothingChanged' }]);
		expect(xero.sandbox.journal.count({ after: before })).toBe(1);
	});

	test('Preview shows the change and writes nothing', async () => {
		const result = await xero.upsert([itemOf(JANE)], { operation: 'preview' });
		expect(json(result, 0)).toMatchObject([{ outcome: 'preview', reason: 'wouldCreate', preview: true, xeroContactUrl: '', message: expect.stringContaining('would become a new contact'), changes: expect.arrayContaining([{ field: 'Name', before: '', after: 'Jane Doe' }]) }]);
		expect(xero.sandbox.xero.changes).toEqual([]);
	});

	test('the batch size of the panel is kept', async () => {
		await xero.upsert(people(7), { options: { batchSize: 3 } });
		expect(xero.calls()['xero.createContacts']).toBe(3);
	});

	test('groups and notes follow the write, and the removals of the panel are kept', async () => {
		const everybody = people(3);
		const after = (groups: string[], updatedAt: number) => everybody.map(({ json: given }) => {
			const record = given as unknown as MappedRecord;
			return { json: { ...record, groups, groupPrefixes: ['Tag: '], notes: ['Signed up.'], fingerprint: groups.join(), source: { ...record.source, updatedAt } } };
		}) as unknown as INodeExecutionData[];
		const first = await xero.upsert(after(['Tag: VIP'], 1_770_000_000));
		expect(json(first, 0).map(({ changes }) => (changes as { field: string }[]).slice(-2).map(({ field }) => field))).toEqual(Array(3).fill(['ContactGroups', 'History']));
		const second = await xero.upsert(after([], 1_780_000_000), { options: { groupRemovals: 2 } });
		expect([json(second, 0).length, json(second, 2)]).toMatchObject([2, [{ reason: 'groupRemovalsSpent', class: 'transient', retryable: true }]]);
		expect(xero.calls()).toMatchObject({ 'xero.createContactGroup': 1, 'xero.createContactGroupContacts': 1, 'xero.createContactHistory': 3, 'xero.deleteContactGroupContact': 2 });
	});

	test('without items nothing is asked', async () => {
		expect((await xero.upsert([])).error).toBeUndefined();
		expect(xero.calls()).toEqual({});
	});
});

describe('Ask Intercom', () => {
	const GONE = intercomId();
	const asking = () => ({ ...xero.credentials, intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: xero.sandbox.intercomUrl } });

	/** By hand, so that Xero is asked every time: the node's memory outlives a sandbox, and two that start in one second give the same ids. */
	const byHand = () => ({ credentials: asking(), mode: 'manual' as const });

	/** Jane was deleted and made anew; her contact in Xero carries the number of the deleted one. */
	async function janeAnew(): Promise<{ contactId: string; item: INodeExecutionData }> {
		await open();
		const [contactId] = xero.sandbox.xero.organisation().seedContacts([{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: JANE.email, ContactNumber: GONE }]);
		const { id } = xero.sandbox.intercom.people().createContact({ name: JANE.name, email: JANE.email });
		return { contactId: contactId!, item: itemOf({ ...JANE, id }) };
	}

	test('a record that Intercom deleted no longer stands in the way, where the user lets it be taken over', async () => {
		const { contactId, item } = await janeAnew();
		const result = await xero.upsert([item], { authentication: 'accessToken', options: { goneRecords: 'takeOver' } }, byHand());
		expect(json(result, 0)).toMatchObject([{ outcome: 'updated', xeroContactId: contactId }]);
		expect(xero.sandbox.xero.organisation().contact(contactId)?.ContactNumber).toBe((item.json as unknown as MappedRecord).intercomId);
	});

	test('by default a person decides, and hears that the other record is gone', async () => {
		const { item } = await janeAnew();
		const result = await xero.upsert([item], { authentication: 'accessToken' }, byHand());
		expect(json(result, 1)).toMatchObject([{ reason: 'recordGone', message: expect.stringContaining(GONE) }]);
	});

	test('without it nobody asks, and the contact belongs to a duplicate', async () => {
		const { item } = await janeAnew();
		const result = await xero.upsert([item], {}, byHand());
		expect(json(result, 1)).toMatchObject([{ reason: 'duplicateInIntercom' }]);
		expect(xero.sandbox.journal.count({ vendor: 'intercom' })).toBe(0);
	});
});

test('two executions at once in one process create one contact', async () => {
	await open();
	const id = intercomId();
	const both = await Promise.all([xero.upsert([itemOf({ ...JANE, id })]), xero.upsert([itemOf({ ...JANE, id })])]);
	expect(both.map((result) => json(result, 0)[0]?.outcome).sort()).toEqual(['created', 'unchanged']);
	expect(xero.sandbox.xero.organisation().allContacts()).toHaveLength(1);
});
