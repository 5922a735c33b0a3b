import type { IDataObject, IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { PersonResult } from '../../../lib/mapping/person/person';

/** What one operation of the mapper brings along: how the panel shows it, and how it maps an item. */
export interface MapperOperation {
	/** Entry of the operation list, with the action text by which n8n's editor offers it. */
	option: INodePropertyOptions;
	/** Shown for this operation only. */
	properties: INodeProperties[];
	/** Reads the parameters for one item and maps it. */
	map(context: IExecuteFunctions, json: IDataObject, item: number): PersonResult;
}
