import type { IConnections, INode } from 'n8n-workflow';
import { dateAt, evaluate, ModelTime, type Scope } from './expressions';

export type Json = Record<string, unknown>;

export interface Item {
	json: Json;
	/** By node: the item of it that this one comes from. */
	from: Record<string, Item>;
}

export interface ModelWorkflow {
	nodes: INode[];
	connections: IConnections;
}

/** Does a node's work. @returns a list for each output */
export type Work = (node: INode, items: Item[], run: ModelRun, second: Item[]) => Item[][];

export interface Host {
	workflow: ModelWorkflow;
	/** Epoch ms; every node takes a moment. */
	now: () => number;
	tick: () => void;
	/** By the end of the node's type. */
	works: Record<string, Work>;
	/** Nodes that the model does not follow. */
	ends: ReadonlySet<string>;
}

/** A run that takes so many steps goes round in circles. */
const MAX_STEPS = 3_000;

/** One execution in n8n's order v1: the children of a node by their place on the canvas from top to bottom, each followed to its end. */
export class ModelRun {
	private readonly done = new Map<string, Item[][][]>();
	private readonly ahead: Array<{ name: string; items: Item[]; second: Item[] }> = [];
	private readonly merges = new Map<string, Item[][]>();
	private readonly nodes: Map<string, INode>;

	constructor(
		private readonly host: Host,
		readonly id: string,
	) {
		this.nodes = new Map(host.workflow.nodes.map((node) => [node.name, node]));
	}

	start(trigger: string, json: Json): void {
		const item: Item = { json, from: {} };
		this.leave(trigger, [[item]]);
		for (let step = 1; ; step++) {
			if (step > MAX_STEPS) throw new Error('The execution does not end');
			const next = this.ahead.shift() ?? this.lonelyMerge();
			if (!next) return;
			this.host.tick();
			this.work(next.name, next.items, next.second);
		}
	}

	/** The value of a parameter for an item. */
	value(parameter: unknown, item: Item, index: number): unknown {
		const now = this.host.now();
		const scope: Scope = {
			$json: item.json, $: (name) => this.mentioned(name, item), $now: new ModelTime(now), Date: dateAt(now), $itemIndex: index,
			$execution: { id: this.id }, $workflow: { id: 'model' },
		};
		return evaluate(parameter, scope);
	}

	private mentioned(name: string, item: Item): unknown {
		const runs = this.done.get(name);
		const last = (): Item[][] => {
			if (!runs) throw new Error(`${name} has not run`);
			return runs[runs.length - 1]!;
		};
		return {
			isExecuted: runs !== undefined,
			params: this.nodes.get(name)?.parameters,
			first: () => last()[0]![0],
			last: () => last()[0]!.at(-1),
			all: (output = 0) => last()[output] ?? [],
			get item() {
				if (!item.from[name]) throw new Error(`No item of ${name} leads here`);
				return item.from[name];
			},
		};
	}

	private work(name: string, given: Item[], second: Item[]): void {
		const node = this.nodes.get(name)!;
		const type = node.type.split('.').pop()!;
		const work = this.host.works[type];
		if (!work) throw new Error(`The model knows no ${type}`);
		const items = node.executeOnce ? given.slice(0, 1) : given;
		const outputs = work(node, items, this, second).map((list) => list.map(({ json, from }) => ({ json, from: { ...from } })));
		if (node.alwaysOutputData && outputs[0]!.length === 0) outputs[0] = [{ json: {}, from: { ...items[0]?.from } }];
		this.leave(name, outputs);
	}

	private leave(name: string, outputs: Item[][]): void {
		for (const item of outputs.flat()) item.from[name] = item;
		this.done.set(name, [...(this.done.get(name) ?? []), outputs]);
		const links = (this.host.workflow.connections[name]?.main ?? []).flatMap((ends, output) => (ends ?? []).map((end) => ({ ...end, items: outputs[output] ?? [] })));
		const [x, y] = [0, 1];
		const place = (end: { node: string }) => this.nodes.get(end.node)!.position;
		const children = links.filter((link) => link.items.length > 0 && !this.host.ends.has(link.node)).sort((a, b) => place(a)[y]! - place(b)[y]! || place(a)[x]! - place(b)[x]!);
		this.ahead.unshift(...children.flatMap(({ node, index, items }) => this.ready(node, index, items)));
	}

	/** A merge waits for both its inputs. */
	private ready(name: string, index: number, items: Item[]): Array<{ name: string; items: Item[]; second: Item[] }> {
		if (!this.nodes.get(name)!.type.endsWith('.merge')) return [{ name, items, second: [] }];
		const inputs = this.merges.get(name) ?? [];
		inputs[index] = items;
		this.merges.set(name, inputs);
		if (!inputs[0] || !inputs[1]) return [];
		this.merges.delete(name);
		return [{ name, items: inputs[0], second: inputs[1] }];
	}

	/** Where nothing else is left to do, a merge goes on with what it has. */
	private lonelyMerge(): { name: string; items: Item[]; second: Item[] } | undefined {
		for (const [name, [items = [], second = []]] of this.merges) {
			this.merges.delete(name);
			return { name, items, second };
		}
		return undefined;
	}
}
