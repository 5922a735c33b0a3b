import './engineEnvironment';
import { NodeHelpers, Workflow, type INode, type INodeParameters } from 'n8n-workflow';
import { DEFAULT_BOTH_WAYS } from '../../lib/ledger/bothWays';
import type { Batch } from '../../lib/ledger/emitter/setup';
import { bothWaysFields } from '../../nodes/SyncLedgerTrigger/bothWaysFields';
import { outputsOf } from '../../nodes/SyncLedgerTrigger/handOff';
import { loadNodeTypes } from './nodeCatalogue';

/** The names of its outputs, as n8n draws them. */
async function outputsWith(parameters: INodeParameters): Promise<unknown[]> {
	const nodeTypes = await loadNodeTypes();
	const type = 'n8n-nodes-intercom-xero.syncLedgerTrigger';
	const node: INode = { id: 't', name: 'Sync Ledger Trigger', type, typeVersion: 1, position: [0, 0], parameters };
	const workflow = new Workflow({ id: 'w', name: 'w', nodes: [node], connections: {}, active: false, nodeTypes });
	const outputs = NodeHelpers.getNodeOutputs(workflow, workflow.getNode(node.name)!, nodeTypes.getByNameAndVersion(type, 1).description);
	return outputs.map((output) => (typeof output === 'string' ? output : output.displayName));
}

test('Changed in Xero comes behind the others, and only with Both Ways', async () => {
	expect(await outputsWith({})).toEqual(['Due', 'Gone', 'Alerts']);
	expect(await outputsWith({ bothWays: true })).toEqual(['Due', 'Gone', 'Alerts', 'Changed in Xero']);
	expect(await outputsWith({ triggerOn: ['pages'], bothWays: true })).toEqual(['Pages']);
});

test('what leaves by it stands in the fourth place', () => {
	const batch = { due: [], gone: [], alerts: [], changedInXero: [{ contactId: 'c1' }] } as unknown as Batch;
	expect(outputsOf(batch).map((items) => items.map(({ json }) => json.contactId))).toEqual([[], [], [], ['c1']]);
});

test('the panel ships what the switch gives', () => {
	const defaults = Object.fromEntries(bothWaysFields.map(({ name, default: value }) => [name, value]));
	const { fields, whenBothChanged: { name, phone, email }, whenArchived } = DEFAULT_BOTH_WAYS;
	expect(defaults).toEqual({ bothWays: false, backFields: fields, nameWhenBothChanged: name, phoneWhenBothChanged: phone, emailWhenBothChanged: email, whenArchivedInXero: whenArchived, whatXeroKnows: false, createInIntercom: 'nobody', createGroups: [] });
});
