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
import { credentialsSlot } from '../shared/credentialsSlot';
import { leaveNode } from '../shared/leaving/leaveNode';
import { chosenSegments } from './chosenSegments';
import { failedMapping, outputOf, OUTPUT_NAMES, withPage } from './results';
import { searchCompanyAttributes, searchContactAttributes } from '../shared/attributeSearch';
import { getCompanyAttributes, getSegments, getSegmentsAndAll, getTags, getTagsAndAll } from '../shared/nameOptions';
import { operationField } from '../shared/operationField';
import { subtitleOf } from '../shared/subtitle';
import { toolDescriptions } from '../shared/toolDescription';
import { optionalAuthenticationField, optionalCredentials } from '../shared/optionalIntercom';
import { getXeroFields } from './parameters/xeroFields';
import { operation as mapCompanyToOrganisation } from './operations/mapCompanyToOrganisation.operation';
import { operation as mapContactToOrganisation } from './operations/mapContactToOrganisation.operation';
import { operation as mapContactToPerson } from './operations/mapContactToPerson.operation';
import type { MapperOperation } from './operations/operation';

/** One entry an operation: it stands in the list of the panel and maps the items. */
const OPERATIONS: readonly MapperOperation[] = [mapCompanyToOrganisation, mapContactToOrganisation, mapContactToPerson];

/** What becomes of whom; only people have a mapping to choose. n8n cuts off what is longer than 28 letters. */
const NAMES = { ...Object.fromEntries(OPERATIONS.map(({ option }) => [option.value, option.name])), custom: 'Contact to Person, Custom' };
const SUBTITLE = subtitleOf(NAMES, '$parameter["operation"] === "mapContactToPerson" && $parameter["mapping"] === "custom" ? "custom" : $parameter["operation"]');

export class IntercomToXeroMapper implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Intercom to Xero Mapper',
		name: 'intercomToXeroMapper',
		icon: { light: 'file:intercomToXeroMapper.svg', dark: 'file:intercomToXeroMapper.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Turns Intercom profiles into Xero contacts and checks them against the limits of Xero. Works offline.',
		defaults: { name: 'Intercom to Xero Mapper' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: [...OUTPUT_NAMES],
		credentials: optionalCredentials,
		properties: [
			operationField(OPERATIONS.map(({ option }) => option), 'mapContactToPerson'),
			...toolDescriptions([{ show: {}, text: 'Shows what an Intercom contact or company becomes as a contact of Xero. It takes the record that the workflow gave to the agent; you cannot give it another. It writes nothing; outcome rejected says which field is wrong, skipped that the contact is not to be synced.' }]),
			// Before the lists below, which want it; the node works without.
			optionalAuthenticationField,
			credentialsSlot,
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
