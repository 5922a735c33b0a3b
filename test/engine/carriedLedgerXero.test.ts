import './engineEnvironment';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { handedOut } from './handedOut';
import { withoutJitter } from './hermetic';
import { itemOf, openXero } from './xeroSandbox';

/** What Sync Ledger Trigger hands out goes through Xero Contact Upsert. */
withoutJitter();

test('Xero Contact Upsert carries it by every output, in every operation', async () => {
	const xero = await openXero();
	try {
		xero.sandbox.xero.organisation().seedContacts([{ Name: 'Mallory', EmailAddress: 'customer@example.com' }]);
		const withLedger = ({ json }: INodeExecutionData) => ({ json: { ...json, ledger: handedOut(String(json.intercomId), { shown: 's', left: 'mapper.mapped' }) } });
		const jane = itemOf({ name: 'Jane Doe', email: 'jane@example.com' });
		const items = [jane, itemOf({ name: 'Lead', email: 'customer@example.com', role: 'lead' }), { json: { hello: 'world' } }].map(withLedger);
		const leftOf = async (parameters: INodeParameters) => {
			const result = await xero.upsert(items, parameters);
			expect(result.outputs.flat().every(({ json }) => (json.ledger as IDataObject).shown === 's' && (json.ledger as IDataObject).token === 't1')).toBe(true);
			return result.outputs.map((output) => output.map(({ json }) => (json.ledger as IDataObject).left));
		};
		expect(await leftOf({ operation: 'preview' })).toEqual([['preview.synced'], ['preview.review'], ['preview.failed']]);
		expect(await leftOf({})).toEqual([['upsert.synced'], ['upsert.review'], ['upsert.failed']]);
		expect(await leftOf({ operation: 'archive', action: 'note' })).toEqual([['archive.synced', 'archive.synced'], [], ['archive.failed']]);
		const previewed = await xero.upsert([{ json: { preview: true, ledger: handedOut('a', { left: 'preview.synced' }) } }]);
		expect(previewed.outputs[0]).toMatchObject([{ json: { ledger: { left: 'preview.synced' } } }]);
		const plain = await xero.upsert([jane]);
		expect('ledger' in plain.outputs[0]![0]!.json).toBe(false);
	} finally {
		await xero.sandbox.stop();
	}
});

test('Xero Contact Upsert adds what Xero said of the calls left, in every operation and by every output', async () => {
	const xero = await openXero({ xero: { limits: { perDay: 1_000 } } });
	try {
		const { id } = xero.sandbox.xero.organisation();
		const before = Date.now();
		const withLedger = ({ json }: INodeExecutionData) => ({ json: { ...json, ledger: handedOut(String(json.intercomId), { left: 'mapper.mapped' }) } });
		const items = [itemOf({ name: 'Jane Doe', email: 'jane@example.com' }), { json: { hello: 'world' } }].map(withLedger);
		const saidOf = async (parameters: INodeParameters) => {
			const { outputs } = await xero.upsert(items, parameters);
			const said = outputs.flat().map(({ json }) => (json.ledger as IDataObject).callsLeft as IDataObject);
			expect(said).toHaveLength(2);
			expect(said[1]).toEqual(said[0]);
			return said[0]!;
		};
		const days: number[] = [];
		for (const parameters of [{ operation: 'preview' }, {}, { operation: 'archive', action: 'note' }]) {
			const said = await saidOf(parameters);
			expect(said).toEqual({ organisationId: id, day: expect.any(Number), knownAt: expect.any(Number) });
			expect(Number(said.knownAt)).toBeGreaterThanOrEqual(before);
			days.push(Number(said.day));
		}
		expect(days[0]).toBeLessThan(1_000);
		expect(days[0]).toBeGreaterThan(days[1]!);
		xero.sandbox.xero.limits.leaveOfDay(xero.sandbox.xero.options.apps[0]!.clientId, id, 0);
		const { outputs } = await xero.upsert([withLedger(itemOf({ name: 'Jim Doe', email: 'jim@example.com' }))], {});
		expect(outputs[2]).toMatchObject([{ json: { quota: 'day', ledger: { callsLeft: { organisationId: id, day: 0, dayEndsAt: expect.any(Number) } } } }]);
	} finally {
		await xero.sandbox.stop();
	}
});
