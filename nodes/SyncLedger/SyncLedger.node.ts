import {
	NodeConnectionTypes,
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { LedgerProblem } from '../../lib/ledger/store/problem';
import { asSeen, isToolCall } from '../shared/agentTool';
import { credentialsSlot } from '../shared/credentialsSlot';
import { ledgerFields } from '../shared/ledgerFields';
import { ledgerFault, openLedger } from '../shared/openLedger';
import { operationField } from '../shared/operationField';
import { subtitleOf } from '../shared/subtitle';
import { intercomFields, syncLedgerCredentials } from './credentials';
import { faultToAgent } from './faultToAgent';
import { OPERATIONS } from './operations';
import { toAgents } from './toAgents';

/** Operations that work on items alone. */
const WITHOUT_LEDGER = ['words'];

/** One output, but for operations that part what they hand on. */
const PARTED = Object.fromEntries(OPERATIONS.flatMap(({ option, outputs }) => (outputs ? [[option.value, outputs.names.map((displayName) => ({ type: NodeConnectionTypes.Main, displayName }))]] : [])));
const OUTPUTS = `={{ (${JSON.stringify(PARTED)})[$parameter["operation"]] ?? ["${NodeConnectionTypes.Main}"] }}` as const;

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
		outputs: OUTPUTS,
		credentials: syncLedgerCredentials,
		properties: [
			operationField(OPERATIONS.map(({ option }) => option), 'settle'),
			...toAgents,
			...intercomFields,
			credentialsSlot,
			...OPERATIONS.flatMap(({ option, fields }) => updateDisplayOptions({ show: { operation: [option.value] } }, fields)),
			// Last: the same in all operations, and right for most as it is.
			...updateDisplayOptions({ hide: { operation: WITHOUT_LEDGER } }, ledgerFields),
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0);
		const operation = OPERATIONS.find(({ option }) => option.value === name);
		if (operation === undefined) throw new NodeOperationError(this.getNode(), `The operation "${String(name)}" does not exist. Open the node and choose an operation.`);
		try {
			const items = await operation.run(this, async () => await openLedger(this));
			const { outputs } = operation;
			const branches = outputs === undefined ? [items] : outputs.names.map((_, output) => items.filter(({ json }) => outputs.of(json) === output));
			return asSeen(this, branches, outputs?.names ?? ['done'], { ownOutcome: true });
		} catch (error) {
			if (isToolCall(this) && (error instanceof LedgerProblem || error instanceof NodeOperationError)) return [[faultToAgent(error)]];
			throw error instanceof LedgerProblem ? ledgerFault(this, error) : error;
		}
	}
}
