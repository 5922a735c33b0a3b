import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { PersonResult } from '../../lib/mapping/person/person';
import { withRemembered } from '../../lib/mapping/remembered';
import { leaveNode } from '../shared/leaving/leaveNode';
import { chosenSegments } from './chosenSegments';
import { failedMapping, outputOf, OUTPUT_NAMES, withPage } from './results';
import { searchCompanyAttributes, searchContactAttributes } from '../shared/attributeSearch';
import { getCompanyAttributes, getSegments, getSegmentsAndAll, getTags, getTagsAndAll } from '../shared/nameOptions';
import { toolDescriptions } from '../shared/toolDescription';
import { optionalAuthenticationField, optionalCredentials } from '../shared/optionalIntercom';
import { getXeroFields } from './parameters/xeroFields';
import { operation as mapCompanyToOrganisation } from './operations/mapCompanyToOrganisation.operation';
import { operation as mapContactToOrganisation } from './operations/mapContactToOrganisation.operation';
import { operation as mapContactToPerson } from './operations/mapContactToPerson.operation';
import type { MapperOperation } from './operations/operation';

/** One entry an operation: it stands in the list of the panel and maps the items. */
const OPERATIONS: readonly MapperOperation[] = [mapCompanyToOrganisation, mapContactToOrganisation, mapContactToPerson];

export class IntercomToXeroMapper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Intercom to Xero Mapper',
		name: 'intercomToXeroMapper',
		icon: { light: 'file:intercomToXeroMapper.svg', dark: 'file:intercomToXeroMapper.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] !== "mapContactToPerson" ? "Organisation" : $parameter["mapping"] === "custom" ? "Custom mapping" : "Recommended mapping" }}',
		description: 'Turns Intercom profiles into Xero contacts and checks them against the limits of Xero. Works offline.',
		defaults: { name: 'Intercom to Xero Mapper' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: [...OUTPUT_NAMES],
		credentials: optionalCredentials,
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: OPERATIONS.map(({ option }) => option),
				default: 'mapContactToPerson',
			},
			...toolDescriptions([{ show: {}, text: 'Turns an Intercom contact or company, as the tool that reads Intercom answered it, into what Xero takes. Use it between reading Intercom and writing to Xero. It writes nothing; outcome rejected says which field is wrong, skipped that the contact is not to be synced.' }]),
			// Before the lists below, which want it; the node works without.
			optionalAuthenticationField,
			...OPERATIONS.flatMap(({ properties }) => properties),
		],
	};

	methods = {
		resourceMapping: { getXeroFields },
		listSearch: { searchCompanyAttributes, searchContactAttributes },
		loadOptions: { getCompanyAttributes, getSegments, getSegmentsAndAll, getTags, getTagsAndAll },
	};

	/** Maps every item by itself; each leaves by exactly one output, paired with its input. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = this.getNodeParameter('operation', 0);
		const operation = OPERATIONS.find(({ option }) => option.value === name);
		if (operation === undefined) throw new NodeOperationError(this.getNode(), `The operation "${String(name)}" does not exist`);
		const outputs: INodeExecutionData[][] = OUTPUT_NAMES.map(() => []);
		for (const [item, input] of this.getInputData().entries()) {
			const { output, json } = outputOf(mapped(this, operation, input.json, item), input.json, chosenSegments(this, input.json, item));
			outputs[output]?.push({ json, pairedItem: { item } });
		}
		return leaveNode(this, outputs, OUTPUT_NAMES);
	}
}

function mapped(context: IExecuteFunctions, operation: MapperOperation, json: IDataObject, item: number): PersonResult {
	try {
		return withRemembered(withPage(operation.map(context, json, item), json.url), json.ledger);
	} catch (error) {
		if (!context.continueOnFail()) throw new NodeOperationError(context.getNode(), error as Error, { itemIndex: item });
		return failedMapping(json, error);
	}
}
