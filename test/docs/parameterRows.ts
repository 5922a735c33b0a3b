import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { choicesOf } from './operations';

/** A line of a table: where the parameter stands in the panel, what it is at first, and what it does. */
export interface ParameterRow {
	name: string;
	first: string;
	text: string;
}

/** Nothing that a person sets. */
const UNSEEN = ['notice', 'hidden', 'callout', 'credentials'];

/** Which operation it is of says the heading. */
const SAID_ABOVE = ['resource', 'operation', '/resource', '/operation', '@version', '@tool'];

/**
 * The rows of a parameter, and behind it those of what a collection holds.
 * @param all of the node, to call those by their names on which another one depends
 */
export function rowsOf(property: INodeProperties, all: readonly INodeProperties[], inside = ''): ParameterRow[] {
	if (UNSEEN.includes(property.type) || isNeverShown(property, all)) return [];
	const name = inside === '' ? property.displayName : `${inside}, ${property.displayName}`;
	const own = { name, first: firstOf(property), text: [sentences(property.description, property.hint, shownOnlyWith(property, all)), ...choicesIn(property)].filter(Boolean).join('<br>') };
	const within = membersOf(property).flatMap((member) => rowsOf(member, all, name));
	const saysNothing = own.text === '' && within.length > 0;
	return saysNothing ? within : [own, ...within];
}

function membersOf({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options.filter((option): option is INodeProperties => 'type' in option);
	if (type !== 'fixedCollection') return [];
	return options.filter((option): option is INodePropertyCollection => 'values' in option).flatMap(({ values }) => values);
}

function choicesIn(property: INodeProperties): string[] {
	if (!['options', 'multiOptions'].includes(property.type)) return [];
	return choicesOf(property).map(({ name, description }) => (description === undefined ? `• *${name}*` : `• *${name}*: ${description}`));
}

function firstOf(property: INodeProperties): string {
	const { type, default: value } = property;
	if (['collection', 'fixedCollection', 'assignmentCollection', 'resourceMapper', 'filter'].includes(type)) return '';
	if (type === 'boolean') return value === true ? 'on' : 'off';
	const named = (one: unknown) => choicesOf(property).find((choice) => choice.value === one)?.name ?? String(one ?? '');
	if (Array.isArray(value)) return value.map((one) => `*${named(one)}*`).join(', ');
	const plain = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	if (plain === '' || plain === undefined || plain === null || typeof plain === 'object') return '';
	return ['options', 'multiOptions'].includes(type) ? `*${named(plain)}*` : `\`${String(plain)}\``;
}

function shownOnlyWith({ displayOptions }: INodeProperties, all: readonly INodeProperties[]): string {
	const conditions = (kind: 'show' | 'hide') =>
		Object.entries(displayOptions?.[kind] ?? {})
			.filter(([name]) => !SAID_ABOVE.includes(name))
			.map(([name, values]) => `*${labelOf(name, all)}* is ${(values ?? []).map((value) => valueOf(name, value, all)).join(' or ')}`);
	const [shown, hidden] = [conditions('show'), conditions('hide')];
	return [shown.length > 0 ? `Only where ${shown.join(' and ')}.` : '', hidden.length > 0 ? `Not where ${hidden.join(' or ')}.` : ''].join(' ').trim();
}

/** Where a field is shared between nodes, one of them may have no choice that shows it. */
function isNeverShown({ displayOptions }: INodeProperties, all: readonly INodeProperties[]): boolean {
	return Object.entries(displayOptions?.show ?? {}).some(([name, values]) => {
		const choices = SAID_ABOVE.includes(name) ? [] : namedBy(name, all).flatMap(choicesOf);
		return choices.length > 0 && !choices.some(({ value }) => values?.includes(value as never));
	});
}

function namedBy(name: string, all: readonly INodeProperties[]): INodeProperties[] {
	const plain = name.replace(/^\//, '').split('.')[0];
	return all.filter((property) => property.name === plain);
}

function labelOf(name: string, all: readonly INodeProperties[]): string {
	return namedBy(name, all)[0]?.displayName ?? name;
}

function valueOf(name: string, value: unknown, all: readonly INodeProperties[]): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (value === '') return 'empty';
	const choice = namedBy(name, all).flatMap(choicesOf).find((one) => one.value === value);
	return `*${choice?.name ?? String(value)}*`;
}

/** Each part as a sentence; n8n's descriptions end without a full stop where they are one. Pure. */
export function sentences(...parts: (string | undefined)[]): string {
	const filled = parts.filter((part): part is string => part !== undefined && part !== '');
	return filled.map((part) => (/[.!?>]$/.test(part) ? part : `${part}.`)).join(' ');
}
