import { IntercomRefusal, parameterInvalid } from './errors';
import type { AttributeModel, AttributeValue, DataAttribute } from './model';
import type { Desk } from './desk';
import type { Workspace } from './workspace';

/** @see https://www.intercom.com/help/en/articles/179-create-and-track-custom-data-attributes-cdas */
export const CUSTOM_ATTRIBUTES_PER_WORKSPACE = 250;
export const ATTRIBUTE_VALUE_CHARACTERS = 255;

const NAME = /^[\p{L}\p{N}\p{Sc}_ -]+$/u;
const TYPES = { string: 'string', options: 'string', integer: 'integer', float: 'float', boolean: 'boolean', datetime: 'date', date: 'date' } as const;

export interface AttributeInput {
	name?: unknown;
	model?: unknown;
	data_type?: unknown;
	description?: unknown;
	options?: unknown;
	messenger_writable?: unknown;
}

/** @throws IntercomRefusal in the vendor's words */
export function createAttribute(desk: Pick<Desk, 'workspace' | 'now'>, input: AttributeInput): DataAttribute {
	const model = readModel(input.model);
	const name = readName(desk.workspace, input.name, model);
	if (typeof input.data_type !== 'string' || !(input.data_type in TYPES)) throw parameterInvalid("Data Type isn't an option");
	const options = input.data_type === 'options' ? readOptions(input.options) : null;
	refuseWhenFull(desk.workspace);
	const attribute: DataAttribute = {
		id: desk.workspace.newNumber(),
		name,
		label: name,
		model,
		dataType: TYPES[input.data_type as keyof typeof TYPES],
		description: typeof input.description === 'string' ? input.description : null,
		options,
		apiWritable: true,
		messengerWritable: input.messenger_writable === undefined ? true : input.messenger_writable === true,
		custom: true,
		archived: false,
		createdAt: desk.now,
		updatedAt: desk.now,
	};
	desk.workspace.attributes.push(attribute);
	return attribute;
}

function readModel(model: unknown): AttributeModel {
	if (model === 'contact' || model === 'company') return model;
	throw parameterInvalid('The Data Attribute model field must be either contact or company');
}

function readName(workspace: Workspace, name: unknown, model: AttributeModel): string {
	if (typeof name !== 'string' || !NAME.test(name)) {
		throw parameterInvalid('Your name for this attribute must only contain alphanumeric characters, currency symbols, and hyphens');
	}
	const taken = workspace.attributes.find((known) => known.name.toLowerCase() === name.toLowerCase() && clashes(known, model));
	if (taken === undefined) return name;
	if (!taken.custom) throw parameterInvalid(`'${name}' is one of our standard attributes for your ${words(model)} data. To save this as new ${words(model)} data, use a different name.`);
	throw parameterInvalid(`You already have '${name}' in your ${words(taken.model)} data. To save this as new ${words(model)} data, use a different name.`);
}

/** Custom names are unique over people and companies; a built-in name only within its own model. */
function clashes(known: DataAttribute, model: AttributeModel): boolean {
	return known.custom || known.model === model;
}

const words = (model: AttributeModel): string => (model === 'contact' ? 'people' : 'company');

function readOptions(options: unknown): string[] {
	if (!Array.isArray(options)) throw parameterInvalid("Options isn't an array");
	if (options.length < 2) throw parameterInvalid('The Data Attribute needs at least two options');
	return options.map((option) => String((option as { value?: unknown }).value ?? option));
}

function refuseWhenFull(workspace: Workspace): void {
	const used = workspace.attributes.filter((attribute) => attribute.custom && !attribute.archived).length;
	if (used < CUSTOM_ATTRIBUTES_PER_WORKSPACE) return;
	throw new IntercomRefusal(400, 'custom_data_limit_reached', 'You have reached the limit of 250 custom data attributes');
}

/** Type and name stay as they are. @throws IntercomRefusal in the vendor's words */
export function changeAttribute(desk: Pick<Desk, 'workspace' | 'now'>, id: number, input: Record<string, unknown>): DataAttribute {
	const attribute = desk.workspace.attributes.find((known) => known.custom && known.id === id);
	if (attribute === undefined) throw new IntercomRefusal(404, 'field_not_found', "We couldn't find that data attribute to update");
	if (input.options !== undefined) attribute.options = readOptions(input.options);
	if (typeof input.archived === 'boolean') attribute.archived = input.archived;
	if (typeof input.description === 'string') attribute.description = input.description;
	if (typeof input.messenger_writable === 'boolean') attribute.messengerWritable = input.messenger_writable;
	attribute.updatedAt = desk.now;
	return attribute;
}

/**
 * Checks custom attribute values as they are written through the API.
 * @returns what to store; null clears a key @throws IntercomRefusal for unknown, over-long or wrongly typed values
 */
export function readCustomAttributes(desk: Desk, model: AttributeModel, given: unknown): Record<string, AttributeValue | null> {
	if (given === undefined || given === null) return {};
	if (typeof given !== 'object' || Array.isArray(given)) throw parameterInvalid('custom_attributes must be an object');
	const read: Record<string, AttributeValue | null> = {};
	for (const [key, value] of Object.entries(given)) {
		if (value === null && desk.switchOf('intercom.nullAttribute') === 'ignored') continue;
		const attribute = attributeFor(desk, model, key, value);
		read[key] = value === null ? null : readValue(desk, attribute, value);
	}
	return read;
}

function attributeFor(desk: Desk, model: AttributeModel, key: string, value: unknown): DataAttribute {
	const known = desk.workspace.attributes.find((one) => one.custom && !one.archived && one.model === model && one.name === key);
	if (known?.apiWritable === false) throw parameterInvalid(`Custom attribute '${key}' is not writable through the API`);
	if (known !== undefined) return known;
	if (/[.$]/.test(key)) throw parameterInvalid(`Custom attribute names cannot contain '.' or '$': '${key}'`);
	if (desk.switchOf('intercom.unknownAttribute') === 'refused') throw parameterInvalid(`Custom attribute '${key}' does not exist`);
	return createAttribute(desk, { name: key, model, data_type: typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'float' : 'string' });
}

function readValue(desk: Desk, attribute: DataAttribute, value: unknown): AttributeValue {
	if (!isOfType(attribute, value)) throw new IntercomRefusal(400, 'type_mismatch', `Custom attribute '${attribute.name}' must be of type ${attribute.dataType}`);
	if (typeof value !== 'string' || value.length <= ATTRIBUTE_VALUE_CHARACTERS) return value;
	if (desk.switchOf('intercom.longAttribute') === 'cut') return value.slice(0, ATTRIBUTE_VALUE_CHARACTERS);
	throw parameterInvalid(`Custom attribute '${attribute.name}' must be at most 255 characters long`);
}

function isOfType(attribute: DataAttribute, value: unknown): value is AttributeValue {
	if (attribute.dataType === 'boolean') return typeof value === 'boolean';
	if (attribute.dataType === 'integer' || attribute.dataType === 'date') return Number.isInteger(value);
	if (attribute.dataType === 'float') return typeof value === 'number';
	return typeof value === 'string' && (attribute.options === null || attribute.options.includes(value));
}
