import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** One choice of *Resource* and *Operation*; a node without operations has one with neither. */
export interface NodeOperation {
	resource?: string;
	operation?: string;
	/** As the editor shows it: `Company: Get`, or `Settle`. */
	title: string;
	description: string;
}

/** Every operation of a node, in the order of its lists. Pure. */
export function operationsOf(properties: readonly INodeProperties[]): NodeOperation[] {
	const lists = properties.filter(({ name }) => name === 'operation');
	const resources = choicesOf(properties.find(({ name }) => name === 'resource'));
	if (lists.length === 0) return [{ title: '', description: '' }];
	return lists.flatMap((list) => {
		const resource = list.displayOptions?.show?.resource?.[0];
		const label = resources.find(({ value }) => value === resource)?.name;
		return choicesOf(list).map(({ name, value, description = '' }) => ({
			operation: String(value),
			title: label === undefined ? name : `${label}: ${name}`,
			description,
			...(typeof resource === 'string' && { resource }),
		}));
	});
}

/** What a list offers. Pure. */
export function choicesOf(property: INodeProperties | undefined): INodePropertyOptions[] {
	return (property?.options ?? []).filter((option): option is INodePropertyOptions => 'value' in option);
}

/** Whether a parameter is there with an operation, whatever else it depends on. Pure. */
export function isOf({ displayOptions }: INodeProperties, chosen: NodeOperation): boolean {
	return (['resource', 'operation'] as const).every((list) => {
		const value = chosen[list];
		if (value === undefined) return true;
		const { [list]: named, [`/${list}`]: shown = named } = displayOptions?.show ?? {};
		return (shown === undefined || shown.includes(value)) && !displayOptions?.hide?.[list]?.includes(value);
	});
}
