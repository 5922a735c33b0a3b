import type { INode } from 'n8n-workflow';
import type { Item, Json, ModelRun, Work } from './run';

interface Assignment {
	name: string;
	type: string;
	value: unknown;
}

interface Conditions {
	conditions: Array<{ leftValue: unknown }>;
}

/** n8n's own nodes, as far as the workflows use them. @param settings take the place of what stands in the node Settings */
export function coreNodes(settings: Json): Record<string, Work> {
	return {
		set: (node, items, run) => [items.map((item, index) => ({ json: assigned(node, item, index, run, settings), from: item.from }))],
		if: (node, items, run) => divided(items, 2, (item, index) => (holds(node.parameters.conditions, item, index, run) ? 0 : 1)),
		filter: (node, items, run) => [items.filter((item, index) => holds(node.parameters.conditions, item, index, run))],
		switch: (node, items, run) => {
			const { values } = node.parameters.rules as { values: Array<{ conditions: unknown }> };
			return divided(items, values.length, (item, index) => values.findIndex(({ conditions }) => holds(conditions, item, index, run)));
		},
		merge: (node, items, _run, second) => [joined(String(node.parameters.fieldsToMatchString), items, second)],
		removeDuplicates: (node, items) => [eachOnce(String(node.parameters.fieldsToCompare).split(',').map((name) => name.trim()), items)],
		noOp: (_node, items) => [items],
	};
}

function assigned(node: INode, item: Item, index: number, run: ModelRun, settings: Json): Json {
	if (node.parameters.mode === 'raw') return JSON.parse(String(run.value(node.parameters.jsonOutput, item, index))) as Json;
	const { assignments } = node.parameters.assignments as { assignments: Assignment[] };
	const json: Json = node.parameters.includeOtherFields ? { ...item.json } : {};
	for (const { name, type, value } of assignments) {
		const chosen = node.name === 'Settings' && name in settings ? settings[name] : (run.value(value, item, index) ?? null);
		json[name] = type === 'string' && chosen !== null ? String(chosen) : chosen;
	}
	return json;
}

function holds(conditions: unknown, item: Item, index: number, run: ModelRun): boolean {
	return Boolean(run.value((conditions as Conditions).conditions[0]!.leftValue, item, index));
}

function divided(items: Item[], outputs: number, outputOf: (item: Item, index: number) => number): Item[][] {
	const lists: Item[][] = Array.from({ length: outputs }, () => []);
	items.forEach((item, index) => lists[outputOf(item, index)]?.push(item));
	return lists;
}

function joined(path: string, items: Item[], second: Item[]): Item[] {
	const key = (json: unknown) => path.split('.').reduce<unknown>((value, name) => (value as Json | undefined)?.[name], json);
	return items.map((item) => {
		const match = second.find((other) => key(other.json) === key(item.json));
		return match ? { json: { ...item.json, ...match.json }, from: { ...match.from, ...item.from } } : item;
	});
}

function eachOnce(fields: string[], items: Item[]): Item[] {
	const seen = new Set<string>();
	return items.filter(({ json }) => {
		const key = JSON.stringify(fields.map((name) => json[name]));
		return !seen.has(key) && seen.add(key);
	});
}
