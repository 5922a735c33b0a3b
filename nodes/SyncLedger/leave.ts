import { type IDataObject, type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

/** One item that stands for all items of the run. */
export function oneForAll(context: IExecuteFunctions, json: object): INodeExecutionData {
	return { json: { ...json } as IDataObject, pairedItem: context.getInputData().map((_, item) => ({ item })) };
}

/** The item that came of one input item. */
export function ofItem(item: number, json: object): INodeExecutionData {
	return { json: { ...json } as IDataObject, pairedItem: { item } };
}

/** A parameter that cannot be gone by; n8n shows the field to mend below. */
export function wrongItem(context: IExecuteFunctions, itemIndex: number, message: string, nextStep: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `${message} ${nextStep}`, { itemIndex, description: nextStep });
}

/** A text of a parameter, without blanks around it; '' for anything else. */
export function textParameter(context: IExecuteFunctions, name: string, item: number): string {
	const value: unknown = context.getNodeParameter(name, item, '');
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}
