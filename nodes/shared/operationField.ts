import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The list of what a node does. @param first is chosen when the node is new */
export function operationField(options: INodePropertyOptions[], first: string): INodeProperties {
	return { displayName: 'Operation', name: 'operation', type: 'options', noDataExpression: true, options, default: first };
}
