import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { JournalEntry, Vendor } from './journal';
import { specDocument, specOperations, type Json, type SpecOperation } from './specFile';

export interface SpecRequest {
	vendor: Vendor;
	method: string;
	/** As in the journal: with the vendor's base path, without the query. */
	path: string;
	query?: Readonly<Record<string, string>>;
	body?: unknown;
}

export interface SpecAnswer extends SpecRequest {
	status: number;
	answer: unknown;
}

const BASE: Record<Vendor, string> = { xero: '/api.xro/2.0', intercom: '' };
/** Identity and connections have documents of their own; pages of the sandbox itself have none. */
const ELSEWHERE = /^\/(identity|connect|connections|oauth|auth|sandbox)(\/|$)/;

/** Whether the vendor's document is there to check against. */
export function specPresent(vendor: Vendor): boolean {
	return specDocument(vendor) !== null;
}

/**
 * What the vendor's own specification objects to in a request: unknown path or method, unknown, missing or malformed
 * query parameters, a body outside the schema, fields it does not know or calls read-only. Empty: nothing, or the
 * document is absent (which is said once, loudly).
 */
export function checkRequest(request: SpecRequest): string[] {
	const found = operationsOf(request);
	if (found === null) return [];
	if (found.length === 0) return [`${request.method} ${request.path} is not in the specification`];
	return fewest(found.map((operation) => requestProblems(request, operation)));
}

/** The same for an answer the sandbox gave; fields the document does not know are allowed. */
export function checkAnswer(answer: SpecAnswer): string[] {
	const found = operationsOf(answer);
	if (found === null || found.length === 0) return [];
	return fewest(found.map((operation) => answerProblems(answer, operation)));
}

/** {@link checkRequest} over journal entries, each problem with its request before it. */
export function checkEntries(entries: JournalEntry[]): string[] {
	return entries.flatMap((entry) =>
		checkRequest(entry).map((problem) => `#${entry.id} ${entry.method} ${entry.path}: ${problem}`),
	);
}

function operationsOf(request: SpecRequest): SpecOperation[] | null {
	const document = specDocument(request.vendor);
	if (document === null || ELSEWHERE.test(request.path)) return null;
	const path = request.path.startsWith(BASE[request.vendor]) ? request.path.slice(BASE[request.vendor].length) : request.path;
	return specOperations(document, request.method, path.replace(/\/$/, ''));
}

function requestProblems(request: SpecRequest, operation: SpecOperation): string[] {
	const problems = queryProblems(request, operation);
	const schema = jsonSchema(operation.definition.requestBody);
	const empty = request.body === undefined || request.body === null;
	if (schema === undefined || empty) return problems;
	const validate = validator(request.vendor, 'request', `${operation.pointer}/requestBody/content/application~1json/schema`);
	return [...problems, ...errorsOf(validate, request.body)];
}

function queryProblems(request: SpecRequest, operation: SpecOperation): string[] {
	const known = operation.parameters.filter((parameter) => parameter.in === 'query');
	const query = request.query ?? {};
	const names = new Set(known.map((parameter) => parameter.name));
	const unknown = Object.keys(query).filter((name) => !names.has(name));
	const missing = known.filter((parameter) => parameter.required === true && query[parameter.name] === undefined);
	return [
		...unknown.map((name) => `query parameter ${name} is not in the specification`),
		...missing.map((parameter) => `query parameter ${parameter.name} is missing`),
		...known.flatMap(({ name, schema }) => valueProblems(name, query[name], schema)),
	];
}

function valueProblems(name: string, value: string | undefined, schema: Json | undefined): string[] {
	if (value === undefined || schema === undefined || schema.$ref !== undefined) return [];
	const holder = { value: schema.type === 'array' ? value.split(',') : value.toLowerCase() === 'true' ? 'true' : value };
	const ajv = new Ajv({ strict: false, coerceTypes: true, logger: false });
	addFormats(ajv);
	const validate = ajv.compile({ type: 'object', properties: { value: schema } });
	return errorsOf(validate, holder).map((problem) => `query parameter ${name}: ${problem}`);
}

function answerProblems(answer: SpecAnswer, operation: SpecOperation): string[] {
	const responses = (operation.definition.responses ?? {}) as Record<string, Json>;
	const response = responses[String(answer.status)];
	if (jsonSchema(response) === undefined) return [];
	const pointer = `${operation.pointer}/responses/${answer.status}/content/application~1json/schema`;
	return errorsOf(validator(answer.vendor, 'answer', pointer), answer.answer);
}

function jsonSchema(holder: unknown): unknown {
	const content = (holder as { content?: Record<string, { schema?: unknown }> } | undefined)?.content;
	return content?.['application/json']?.schema;
}

type Side = 'request' | 'answer';
const engines = new Map<string, Ajv>();
const compiled = new Map<string, ValidateFunction>();

function validator(vendor: Vendor, side: Side, pointer: string): ValidateFunction {
	const key = `${vendor} ${side} ${pointer}`;
	const known = compiled.get(key);
	if (known !== undefined) return known;
	const validate = engine(vendor, side).compile({ $ref: `${vendor}${pointer}` });
	compiled.set(key, validate);
	return validate;
}

function engine(vendor: Vendor, side: Side): Ajv {
	const key = `${vendor} ${side}`;
	const known = engines.get(key);
	if (known !== undefined) return known;
	const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false });
	addFormats(ajv);
	const document = specDocument(vendor) ?? {};
	ajv.addSchema((side === 'request' ? closed(document, false) : document) as Json, vendor);
	engines.set(key, ajv);
	return ajv;
}

/** For requests: objects take only the properties they list, and none that is read-only. */
function closed(node: unknown, composed: boolean): unknown {
	if (Array.isArray(node)) return node.map((item) => closed(item, composed));
	if (typeof node !== 'object' || node === null) return node;
	const copy: Json = {};
	for (const [key, value] of Object.entries(node)) {
		copy[key] = closed(value, composed || ['allOf', 'anyOf', 'oneOf'].includes(key));
	}
	if (!composed && isOpenObject(copy)) {
		copy.properties = writable(copy.properties as Record<string, Json>);
		copy.additionalProperties = false;
	}
	return copy;
}

function isOpenObject(schema: Json): boolean {
	const composed = schema.allOf !== undefined || schema.anyOf !== undefined || schema.oneOf !== undefined;
	const { properties, additionalProperties } = schema;
	return !composed && typeof properties === 'object' && properties !== null && additionalProperties === undefined;
}

function writable(properties: Record<string, Json>): Record<string, Json> {
	return Object.fromEntries(Object.entries(properties).filter(([, schema]) => schema.readOnly !== true));
}

function errorsOf(validate: ValidateFunction, value: unknown): string[] {
	return validate(value) === true ? [] : (validate.errors ?? []).map(errorText);
}

function errorText(error: ErrorObject): string {
	const extra = (error.params as { additionalProperty?: string }).additionalProperty;
	return `${error.instancePath || '(body)'} ${error.message ?? error.keyword}${extra === undefined ? '' : `: ${extra}`}`;
}

function fewest(lists: string[][]): string[] {
	return [...lists].sort((a, b) => a.length - b.length)[0] ?? [];
}
