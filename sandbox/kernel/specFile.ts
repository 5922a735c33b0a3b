import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Vendor } from './journal';

/** The vendors' own OpenAPI documents; they are not part of this package and may be absent. */
const SPEC_FILES: Record<Vendor, string> = { xero: 'xero_accounting.yaml', intercom: 'intercom-2.16.yaml' };
const SPEC_FOLDER = join(__dirname, '..', '..', '..', 'shared', 'specs');

export interface Parameter {
	name: string;
	in: string;
	required?: boolean;
	schema?: Json;
}
export type Json = { [key: string]: unknown };

/** One operation of a document and where it stands in it. */
export interface SpecOperation {
	/** JSON pointer, `#/paths/~1Contacts/put`. */
	pointer: string;
	definition: Json;
	parameters: Parameter[];
}

const documents = new Map<Vendor, Json | null>();

/** The document without its known defects; null (and one loud warning) where it is absent. */
export function specDocument(vendor: Vendor): Json | null {
	const known = documents.get(vendor);
	if (known !== undefined) return known;
	const file = join(SPEC_FOLDER, SPEC_FILES[vendor]);
	const document = existsSync(file) ? (mended(parse(readFileSync(file, 'utf8'))) as Json) : null;
	if (document === null) {
		console.warn(`\n*** NOT CHECKED against the ${vendor} specification: ${SPEC_FILES[vendor]} is absent. ***\n`);
	}
	documents.set(vendor, document);
	return document;
}

/** Operations whose path fits; several, because Xero's `/Contacts/{ContactID}` and `/Contacts/{ContactNumber}` clash. */
export function specOperations(document: Json, method: string, path: string): SpecOperation[] {
	const segments = path.split('/');
	const fitting = Object.entries(document.paths as Record<string, Json>).filter(([template]) => fits(template, segments));
	const fewest = Math.min(...fitting.map(([template]) => placeholders(template)));
	return fitting
		.filter(([template, item]) => placeholders(template) === fewest && item[method.toLowerCase()] !== undefined)
		.map(([template, item]) => operationOf(document, template, item, method.toLowerCase()));
}

function operationOf(document: Json, template: string, item: Json, method: string): SpecOperation {
	const definition = item[method] as Json;
	const own = [...((item.parameters as Json[]) ?? []), ...((definition.parameters as Json[]) ?? [])];
	return {
		pointer: `#/paths/${template.replace(/~/g, '~0').replace(/\//g, '~1')}/${method}`,
		definition,
		parameters: own.map((parameter) => resolve(document, parameter) as unknown as Parameter),
	};
}

function resolve(document: Json, node: Json): Json {
	if (typeof node.$ref !== 'string') return node;
	return node.$ref
		.slice(2)
		.split('/')
		.reduce<unknown>((value, key) => (value as Json)[key], document) as Json;
}

function fits(template: string, segments: string[]): boolean {
	const wanted = template.split('/');
	return wanted.length === segments.length && wanted.every((part, index) => part.startsWith('{') || part === segments[index]);
}

function placeholders(template: string): number {
	return template.split('{').length - 1;
}

/** Known defects: siblings of `$ref`, `nullable` without a type or beside an enum, 3.0's boolean exclusive limits. */
function mended(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(mended);
	if (typeof node !== 'object' || node === null) return node;
	const object = node as Json;
	if (typeof object.$ref === 'string') return { $ref: object.$ref };
	const copy: Json = {};
	for (const [key, value] of Object.entries(object)) {
		if (key === 'example' || key === 'examples' || key === 'default') continue;
		copy[key] = mended(value);
	}
	if (copy.nullable === true && typeof copy.type !== 'string') delete copy.nullable;
	if (copy.nullable === true && Array.isArray(copy.enum)) copy.enum = [...new Set([...(copy.enum as unknown[]), null])];
	for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) if (typeof copy[key] === 'boolean') delete copy[key];
	return copy;
}
