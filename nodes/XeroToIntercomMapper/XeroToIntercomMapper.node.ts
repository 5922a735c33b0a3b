import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { BackResult } from '../../lib/mapping/back/backRecord';
import { credentialsSlot } from '../shared/credentialsSlot';
import { leaveNode } from '../shared/leaving/leaveNode';
import { searchAllAttributes } from '../shared/attributeSearch';
import { ledgerIn } from '../shared/carriedLedger';
import { operationField } from '../shared/operationField';
import { toolDescriptions } from '../shared/toolDescription';
import { optionalAuthenticationField, optionalCredentials } from '../shared/optionalIntercom';
import * as mapContact from './operations/mapContact.operation';
import { failedMapping, outputOf, OUTPUT_NAMES, passedOn } from './results';

export class XeroToIntercomMapper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Xero to Intercom Mapper',
		name: 'xeroToIntercomMapper',
		icon: { light: 'file:xeroToIntercomMapper.svg', dark: 'file:xeroToIntercomMapper.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["mapping"] === "custom" ? "Custom mapping" : "Recommended mapping" }}',
		description: 'Turns Xero contacts into what goes to Intercom and checks them against the limits of Intercom. Works offline.',
		defaults: { name: 'Xero to Intercom Mapper' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: [...OUTPUT_NAMES],
		credentials: optionalCredentials,
		properties: [
			operationField([mapContact.option], 'mapContact'),
			...toolDescriptions([{ show: {}, text: "Shows what a Xero contact becomes in Intercom's fields. It takes the Xero contact that the workflow gave to the agent; you cannot give it another. It writes nothing." }]),
			// Before the list below, which wants it; the node works without.
			optionalAuthenticationField,
			credentialsSlot,
			...mapContact.properties,
		],
	};

	methods = { listSearch: { searchAllAttributes } };

	/** Maps every item by itself; each leaves by exactly one output, paired with its input. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const outputs: INodeExecutionData[][] = OUTPUT_NAMES.map(() => []);
		for (const [item, { json: input }] of this.getInputData().entries()) {
			const { output, json } = ledgerIn(input)?.why === 'balances' ? passedOn(input) : outputOf(mapped(this, input, item), input);
			outputs[output]?.push({ json, pairedItem: { item } });
		}
		return leaveNode(this, outputs, OUTPUT_NAMES);
	}
}

function mapped(context: IExecuteFunctions, json: IDataObject, item: number): BackResult {
	try {
		return mapContact.map(context, json, item);
	} catch (error) {
		if (!context.continueOnFail()) throw new NodeOperationError(context.getNode(), error as Error, { itemIndex: item });
		return failedMapping(error);
	}
}
