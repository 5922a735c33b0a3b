import type { INode } from 'n8n-workflow';
import type { Item, Json, ModelRun, Work } from './run';

export type Row = Json & { id: number };

interface Filters {
	conditions?: Array<{ keyName: string; condition: string; keyValue: unknown }>;
}

interface Columns {
	value: Json;
	schema: Array<{ id: string; type: string }>;
}

/** n8n's Data Tables; a comparison with an empty cell never holds, as in SQL. */
export class ModelTables {
	readonly rows: Record<string, Row[]> = { queue: [], state: [], review: [], audit: [], alerts: [] };
	private lastId = 0;

	constructor(private readonly now: () => number) {}

	readonly work: Work = (node, items, run) => {
		if (node.parameters.resource === 'table') return [items, []];
		return [items.flatMap((item, index) => this.one(node, item, index, run)), []];
	};

	private one({ parameters }: INode, item: Item, index: number, run: ModelRun): Item[] {
		const value = (parameter: unknown) => run.value(parameter, item, index);
		const [, table = ''] = /intercom-xero (\w+)/.exec(String(value((parameters.dataTableId as Json).value)))!;
		const { conditions = [] } = (parameters.filters ?? {}) as Filters;
		const wanted = conditions.map(({ keyName, condition, keyValue }) => ({ keyName, condition, value: value(keyValue) }));
		const found = this.rows[table]!.filter((row) => wanted.every((one) => matches(row[one.keyName], one.condition, one.value)));
		const out = (rows: Row[]): Item[] => rows.map((row) => ({ json: { ...row }, from: item.from }));
		switch (parameters.operation) {
			case 'get':
				return out(parameters.returnAll ? found : ordered(found, parameters).slice(0, Number(value(parameters.limit))));
			case 'update':
				return out(found.map((row) => Object.assign(row, cells(parameters.columns, value))));
			case 'upsert':
				return out(found.length > 0 ? found.map((row) => Object.assign(row, cells(parameters.columns, value))) : [this.insert(table, cells(parameters.columns, value))]);
			case 'insert':
				return out([this.insert(table, cells(parameters.columns, value))]);
			case 'deleteRows':
				this.rows[table] = this.rows[table]!.filter((row) => !found.includes(row));
				return out(found);
			case 'rowExists':
				return found.length > 0 ? [item] : [];
			case 'rowNotExists':
				return found.length > 0 ? [] : [item];
			default:
				throw new Error(`The model knows no ${String(parameters.operation)} of rows`);
		}
	}

	private insert(table: string, values: Json): Row {
		const row = { id: ++this.lastId, createdAt: new Date(this.now()).toISOString(), ...values };
		this.rows[table]!.push(row);
		return row;
	}
}

function cells(columns: unknown, value: (parameter: unknown) => unknown): Json {
	const { value: chosen, schema } = columns as Columns;
	const types = new Map(schema.map(({ id, type }) => [id, type]));
	return Object.fromEntries(Object.entries(chosen).map(([name, parameter]) => {
		const cell = value(parameter) ?? null;
		return [name, cell === null ? null : types.get(name) === 'number' ? Number(cell) : String(cell)];
	}));
}

function matches(cell: unknown, condition: string, value: unknown): boolean {
	if (cell === null || cell === undefined) return false;
	const other = (typeof cell === 'number' ? Number(value) : String(value)) as number;
	const held = cell as number;
	const result = { eq: held === other, neq: held !== other, lt: held < other, lte: held <= other }[condition];
	if (result === undefined) throw new Error(`The model knows no condition ${condition}`);
	return result;
}

function ordered(rows: Row[], { orderBy, orderByColumn, orderByDirection }: INode['parameters']): Row[] {
	if (!orderBy) return rows;
	const by = (row: Row) => row[String(orderByColumn)] as number;
	const sign = orderByDirection === 'ASC' ? 1 : -1;
	return [...rows].sort((a, b) => sign * (by(a) < by(b) ? -1 : Number(by(a) > by(b))));
}
