import {
	NodeConnectionTypes,
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { LedgerProblem } from '../../lib/ledger/store/problem';
import { ledgerFields } from '../shared/ledgerFields';
import { ledgerFault, openLedger } from '../shared/openLedger';
import { subtitleOf } from '../shared/subtitle';
import { toolDescriptions } from '../shared/toolDescription';
import { intercomFields, syncLedgerCredentials } from './credentials';
import { OPERATIONS } from './operations';

/** Operations that work on items alone. */
const WITHOUT_LEDGER = ['words'];

const operationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: OPERATIONS.map(({ option }) => option),
	default: 'settle',
};

const ON_REQUEST: ReadonlySet<unknown> = new Set(['decide', 'erase', 'startJob', 'controlJob', 'add']);

const toAgents = toolDescriptions(OPERATIONS.map(({ option: { value, description } }) => ({
	show: { operation: [String(value)] },
	text: `${description ?? ''}. ${ON_REQUEST.has(value) ? 'Use it only when a person asked for it. ' : ''}It works on the ledger of the sync alone and writes nothing to Intercom or Xero itself.`,
})));

export class SyncLedger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Ledger',
		name: 'syncLedger',
		icon: { light: 'file:syncLedger.svg', dark: 'file:syncLedger.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(Object.fromEntries(OPERATIONS.map(({ option }) => [option.value, option.name])), '$parameter["operation"]'),
		description: 'Keeps what must not be lost between Intercom and Xero: the queue, retries, reviews, alerts and the audit log',
		defaults: { name: 'Sync Ledger' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: syncLedgerCredentials,
		properties: [
			operationField,
			...updateDisplayOptions({ hide: { operation: WITHOUT_LEDGER } }, ledgerFields()),
			...intercomFields,
			...toAgents,
			...OPERATIONS.flatMap(({ option, fields }) => updateDisplayOptions({ show: { operation: [option.value] } }, fields)),
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0);
		const operation = OPERATIONS.find(({ option }) => option.value === name);
		if (operation === undefined) throw new NodeOperationError(this.getNode(), `The operation "${String(name)}" does not exist. Open the node and choose an operation.`);
		try {
			return [await operation.run(this, async () => await openLedger(this))];
		} catch (error) {
			throw error instanceof LedgerProblem ? ledgerFault(this, error) : error;
		}
	}
}
