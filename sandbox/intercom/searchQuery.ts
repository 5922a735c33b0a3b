import { IntercomRefusal, parameterInvalid } from './errors';
import { dayStart } from './workspaceDay';

export type FieldType = 'string' | 'date' | 'boolean' | 'integer' | 'membership';

/** How a search reads one field of a record; dates in epoch ms, memberships as lists of ids. */
export interface SearchField<T> {
	type: FieldType;
	read(record: T): string | number | boolean | null | readonly string[];
}

export interface SearchRules<T> {
	field(name: string): SearchField<T> | undefined;
	timezone: string;
	precision: 'day' | 'second';
}

export type Predicate<T> = (record: T) => boolean;

const FILTERS_PER_GROUP = 15;
const NESTING_LEVELS = 2;

/** Operators by field type. @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts */
const OPERATORS: Record<FieldType, string[]> = {
	string: ['=', '!=', 'IN', 'NIN', '~', '!~', '^', '$'],
	integer: ['=', '!=', 'IN', 'NIN', '<', '>', '<=', '>='],
	boolean: ['=', '!=', 'IN', 'NIN'],
	date: ['=', '<', '>'],
	membership: ['=', '!='],
};

/** Turns a query into a predicate. @throws IntercomRefusal as the vendor refuses it */
export function compileQuery<T>(query: unknown, rules: SearchRules<T>, level = 1): Predicate<T> {
	const part = asObject(query);
	if (!Array.isArray(part.value) || !isGroup(part.operator)) return compileFilter(part, rules);
	if (level > NESTING_LEVELS) throw parameterInvalid('Queries can be nested at most 2 levels deep');
	if (part.value.length > FILTERS_PER_GROUP) throw parameterInvalid('A group can hold at most 15 filters');
	if (part.value.length === 0) throw parameterInvalid('A group needs at least one filter');
	const parts = part.value.map((inner) => compileQuery(inner, rules, level + 1));
	if (String(part.operator).toUpperCase() === 'AND') return (record) => parts.every((test) => test(record));
	return (record) => parts.some((test) => test(record));
}

function isGroup(operator: unknown): boolean {
	return typeof operator === 'string' && ['AND', 'OR'].includes(operator.toUpperCase());
}

function compileFilter<T>(filter: Record<string, unknown>, rules: SearchRules<T>): Predicate<T> {
	const { field: name, operator, value } = filter;
	if (typeof name !== 'string' || typeof operator !== 'string') throw parameterInvalid('A filter needs a field and an operator');
	const field = rules.field(name);
	if (field === undefined) throw new IntercomRefusal(400, 'invalid_field', `Invalid field '${name}'`);
	if (!allowed(field.type, operator, rules.precision)) {
		throw parameterInvalid(`Operator '${operator}' is not supported for field '${name}'`);
	}
	if (field.type === 'date') return dateFilter(field, operator, value, rules);
	if (field.type === 'membership') return membershipFilter(field, operator, value);
	return plainFilter(field, operator, value);
}

function allowed(type: FieldType, operator: string, precision: 'day' | 'second'): boolean {
	if (type === 'date' && precision === 'second' && ['>=', '<='].includes(operator)) return true;
	return OPERATORS[type].includes(operator);
}

function dateFilter<T>(field: SearchField<T>, operator: string, value: unknown, rules: SearchRules<T>): Predicate<T> {
	const [from, to] = interval(operator, readTime(value), rules);
	return (record) => {
		const at = field.read(record);
		return typeof at === 'number' && at >= from && at < to;
	};
}

/** Half-open interval in ms that a date filter means. By day, `>` begins at the next midnight of the workspace. */
function interval<T>(operator: string, ms: number, rules: SearchRules<T>): [from: number, to: number] {
	const byDay = rules.precision === 'day';
	const start = byDay ? dayStart(ms, rules.timezone) : ms;
	const end = byDay ? dayStart(ms, rules.timezone, 1) : ms + 1000;
	if (operator === '=') return [start, end];
	if (operator === '>') return [end, Infinity];
	if (operator === '>=') return [start, Infinity];
	if (operator === '<=') return [-Infinity, end];
	return [-Infinity, start];
}

function readTime(value: unknown): number {
	const isTime = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
	if (!isTime || !Number.isSafeInteger(Number(value))) throw parameterInvalid('The value of a date must be a UNIX timestamp');
	return Number(value) * 1000;
}

function membershipFilter<T>(field: SearchField<T>, operator: string, value: unknown): Predicate<T> {
	return (record) => {
		const ids = field.read(record);
		return (Array.isArray(ids) && ids.includes(String(value))) === (operator === '=');
	};
}

function plainFilter<T>(field: SearchField<T>, operator: string, value: unknown): Predicate<T> {
	if (['IN', 'NIN'].includes(operator) && !Array.isArray(value)) throw parameterInvalid(`Operator '${operator}' needs a list`);
	const wanted = Array.isArray(value) ? value.map(comparable) : [comparable(value)];
	const test = TESTS[operator];
	if (test === undefined) throw parameterInvalid(`Unknown operator '${operator}'`);
	return (record) => test(comparable(field.read(record)), wanted);
}

type Comparable = string | number | boolean | null;

/** Strings compare without case; unset and empty are the same. */
function comparable(value: unknown): Comparable {
	if (value === null || value === undefined || value === '') return null;
	return typeof value === 'number' || typeof value === 'boolean' ? value : String(value).toLowerCase();
}

const text = (value: Comparable | undefined): string => String(value ?? '');
const TESTS: Record<string, (own: Comparable, wanted: Comparable[]) => boolean> = {
	'=': (own, [wanted]) => text(own) === text(wanted),
	'!=': (own, [wanted]) => text(own) !== text(wanted),
	IN: (own, wanted) => wanted.some((one) => text(one) === text(own)),
	NIN: (own, wanted) => !wanted.some((one) => text(one) === text(own)),
	'~': (own, [wanted]) => text(own).includes(text(wanted)),
	'!~': (own, [wanted]) => !text(own).includes(text(wanted)),
	'^': (own, [wanted]) => text(own).startsWith(text(wanted)),
	$: (own, [wanted]) => text(own).endsWith(text(wanted)),
	'<': (own, [wanted]) => own !== null && Number(own) < Number(wanted),
	'>': (own, [wanted]) => own !== null && Number(own) > Number(wanted),
	'<=': (own, [wanted]) => own !== null && Number(own) <= Number(wanted),
	'>=': (own, [wanted]) => own !== null && Number(own) >= Number(wanted),
};

function asObject(value: unknown): Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw parameterInvalid('query must be an object');
	return value as Record<string, unknown>;
}
