import { NUMBERS, TABLE_COLUMNS } from './tables.mjs';

/** Where every node of contact-sync and company-sync finds settings, table names and the time of the start. */
export const P = "$('Prepare').first().json";

/** A node that goes on after an error with its normal output, and one that has an output for errors. */
export const GOES_ON = { onError: 'continueRegularOutput' };
export const TELLS = { onError: 'continueErrorOutput' };

/**
 * Shown under a node that runs at an hour of the day. No setting of the file would do: the editor drops them when a file is
 * imported, and nobody knows the reader's time zone.
 */
export const ZONE_NOTE = { notes: "In this workflow's time zone: menu, Settings, Timezone. n8n's own is New York unless set.", notesInFlow: true };

const slug = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
const typeOf = (value) => (typeof value === 'boolean' || typeof value === 'number' ? typeof value : 'string');

/** Edit Fields: a value, or a pair of value and type. */
export function set(fields, keep = false) {
	const assignments = Object.entries(fields).map(([name, field]) => {
		const [value, type] = Array.isArray(field) ? field : [field, typeOf(field)];
		return { id: slug(name), name, value, type };
	});
	return { assignments: { assignments }, ...(keep ? { includeOtherFields: true } : {}), options: {} };
}

/** Passes an item where the expression is true. */
export function test(expression, id = 'holds') {
	return { ...conditions(expression, id), options: {} };
}

function conditions(expression, id) {
	const operator = { type: 'boolean', operation: 'true', singleValue: true };
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 };
	return { conditions: { options, conditions: [{ id, leftValue: expression, rightValue: '', operator }], combinator: 'and' } };
}

/** A switch: an output for each name, taken where its expression is true. */
export function routes(byName) {
	const values = Object.entries(byName).map(([name, expression]) => ({ ...conditions(expression, slug(name).replaceAll(' ', '')), renameOutput: true, outputKey: name }));
	return { rules: { values }, options: {} };
}

/** Conditions of a table operation; every one names workspace and organisation. */
export function where(...more) {
	const scope = ['workspace', 'organisation'].map((keyName) => ({ keyName, condition: 'eq', keyValue: `={{ ${P}.${keyName} }}` }));
	const others = more.map(([keyName, condition, keyValue]) => ({ keyName, condition, keyValue }));
	return { matchType: 'allConditions', filters: { conditions: [...scope, ...others] } };
}

/** Values of a row that is inserted or upserted. */
export function row(values) {
	return columns({ workspace: `={{ ${P}.workspace }}`, organisation: `={{ ${P}.organisation }}`, ...values });
}

/** Values of rows that are updated. */
export function columns(value) {
	const schema = Object.keys(value).map((id) => ({
		id, displayName: id, required: false, defaultMatch: false, display: true, type: NUMBERS.includes(id) ? 'number' : 'string', readOnly: false, removed: false,
	}));
	return { columns: { mappingMode: 'defineBelow', value, matchingColumns: [], attemptToConvertTypes: false, convertFieldsToString: false, schema }, options: {} };
}

/** @throws for a condition that n8n would silently take for "eq": it compares for equality only when it asks whether a row exists */
export function rows(operation, table, rest) {
	const others = /Exists$/.test(operation) ? rest.filters.conditions.filter(({ condition }) => condition !== 'eq') : [];
	if (others.length > 0) throw new Error(`${operation} knows only eq: ${JSON.stringify(others)}`);
	return { resource: 'row', operation, dataTableId: { __rl: true, mode: 'name', value: `={{ ${P}.tables.${table} }}` }, ...rest };
}

export function createTable(table) {
	const column = TABLE_COLUMNS[table].map((name) => ({ name, type: NUMBERS.includes(name) ? 'number' : 'string' }));
	return { resource: 'table', operation: 'create', tableName: `={{ ${P}.tables.${table} }}`, columns: { column }, options: { createIfNotExists: true } };
}

/** A merge: each item of the first input gets the fields of the first item of the second that has the same value there. */
export function enrichBy(field) {
	return { mode: 'combine', combineBy: 'combineByFields', fieldsToMatchString: field, joinMode: 'enrichInput1', options: { multipleMatches: 'first' } };
}

/** Runs a workflow with all items at once and takes up what it answers. */
export function callWorkflow(id) {
	const workflowInputs = { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [], attemptToConvertTypes: false, convertFieldsToString: true };
	return { workflowId: { __rl: true, mode: 'id', value: id }, workflowInputs, mode: 'once', options: { waitForSubWorkflow: true } };
}

/**
 * Passes what no earlier execution has passed, by the value of the expression. Of two executions that come with the same value
 * at the same moment n8n fails one: use it with TELLS, so that the one goes on without it.
 * @param historySize how many values are remembered
 */
export function neverSeen(dedupeValue, historySize) {
	return { operation: 'removeItemsSeenInPreviousExecutions', logic: 'removeItemsWithAlreadySeenKeyValues', dedupeValue, options: { scope: 'node', historySize } };
}

/** Include of Get Profile: the contact alone, with those merged into it. */
export const ALONE = { companies: false, conversations: false, mergeHistory: true, owner: false, segments: false, tags: false };
