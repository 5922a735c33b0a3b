import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';

/** Where each field stands in an item of ours: a page as Sync Ledger Trigger hands it over, or what Xero Contact Upsert emits. */
const IN_ITEM: Readonly<Record<string, readonly string[]>> = {
	contactId: ['intercomId'],
	companyId: ['intercomId'],
	xeroContactId: ['xeroContactId'],
	xeroContactUrl: ['xeroContactUrl'],
	organisationId: ['organisationId'],
	cursor: ['cursor'],
	pageSize: ['pageSize'],
	role: ['selection', 'role'],
	tag: ['selection', 'tag'],
	segment: ['selection', 'segment'],
	createdSince: ['selection', 'createdSince'],
	changedSince: ['selection', 'changedSince'],
};

const NAME = 'valuesFrom';

/** Left empty in the panel they still take what the item says: a page of a job is never read of everybody. */
const ALSO_WHERE_EMPTY: ReadonlySet<string> = new Set(['tag', 'segment', 'createdSince', 'changedSince']);

/** The choice, and the fields that are read; they show where the panel says what they are. @param emitter who makes such items */
export function orFromItem(emitter: string, fields: readonly INodeProperties[]): INodeProperties[] {
	return [
		{
			displayName: 'Values From',
			name: NAME,
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Fields Below', value: 'fields', description: 'What is typed or dragged in here' },
				{ name: 'Item', value: 'item', description: `Just what an item of ${emitter} says. Without an expression, which costs n8n memory and time for each item.` },
			],
			default: 'fields',
			description: 'Where the values of this operation come from',
		},
		...fields.map((field) => (field.name in IN_ITEM ? { ...field, displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, [NAME]: ['fields'] } } } : field)),
	];
}

/** Whether the item says it all. */
export function isFromItem(context: IExecuteFunctions, item: number): boolean {
	return context.getNodeParameter(NAME, item, 'fields') === 'item';
}

/** What the panel or the item says, as it stands there: anything, and '' where nothing does. */
export function valueOf(context: IExecuteFunctions, name: string, item: number): unknown {
	const isOfItem = name in IN_ITEM && isFromItem(context, item);
	const typed: unknown = isOfItem ? '' : context.getNodeParameter(name, item, '');
	return isOfItem || (ALSO_WHERE_EMPTY.has(name) && isEmpty(typed)) ? inItem(context, name, item) : typed;
}

function isEmpty(value: unknown): boolean {
	return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function inItem(context: IExecuteFunctions, name: string, item: number): unknown {
	const found = (IN_ITEM[name] ?? []).reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), context.getInputData()[item]?.json);
	return found ?? '';
}
