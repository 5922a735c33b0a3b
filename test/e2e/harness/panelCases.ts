import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INodeParameters, type INodeProperties, type INodePropertyCollection, type INodeTypeDescription, type NodeParameterValueType } from 'n8n-workflow';
import packageJson from '../../../package.json';
import { formFields } from '../../../lib/mapping/rules/formFields';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import { choicesOf, operationsOf } from '../../docs/operations';

/** What is chosen in the panel of a node: an operation with all its options added, or what brings a further parameter into sight. */
export interface PanelCase {
	title: string;
	parameters: INodeParameters;
}

/** What n8n is told of the nodes of this package, as they are built. */
export const NODE_TYPES = JSON.parse(readFileSync(join(PROJECT_ROOT, 'dist/types/nodes.json'), 'utf8')) as INodeTypeDescription[];

export const fullType = ({ name }: INodeTypeDescription): string => `${packageJson.name}.${name}`;

/** Nothing that has a label of its own. */
const UNLABELLED = ['notice', 'hidden', 'callout', 'credentials'];

/** Every operation of a node, and as many more cases as it takes to see each of its parameters once. Pure. */
export function panelCases(type: INodeTypeDescription): PanelCase[] {
	const cases: PanelCase[] = operationsOf(type.properties).map(({ title, resource, operation }) => ({
		title: title === '' ? type.displayName : title,
		parameters: { ...(resource !== undefined && { resource }), ...(operation !== undefined && { operation }) },
	}));
	const seen = new Set(cases.flatMap(({ parameters }) => shownIn(type, parameters)));
	for (const property of type.properties) {
		if (seen.has(property) || isForAgents(property)) continue;
		const parameters = chosenToShow(property, type);
		const title = `with ${UNLABELLED.includes(property.type) ? property.name : property.displayName}`;
		// Two parameters may have one name, two nodes on a canvas may not.
		const alike = cases.filter((one) => one.title.startsWith(title)).length;
		cases.push({ title: alike === 0 ? title : `${title} ${alike + 1}`, parameters });
		for (const shown of shownIn(type, parameters)) seen.add(shown);
	}
	return cases.map(({ title, parameters }) => ({ title, parameters: { ...parameters, ...allAddedIn(type, parameters) } }));
}

/** The parameters of the panel, in their order, for what is chosen in it. Pure. */
export function shownIn(type: INodeTypeDescription, chosen: INodeParameters): INodeProperties[] {
	const values = valuesIn(type, chosen);
	return type.properties.filter((property) => NodeHelpers.displayParameter(values, property, VERSION, type));
}

const VERSION = { typeVersion: 1 };

/** With what is there by default. */
function valuesIn(type: INodeTypeDescription, chosen: INodeParameters): INodeParameters {
	return NodeHelpers.getNodeParameters(type.properties, chosen, true, false, VERSION, type) ?? {};
}

/** Their labels, as the panel writes them; those of the credentials only where the node says where they stand. Pure. */
export function labelsIn(type: INodeTypeDescription, chosen: INodeParameters): string[] {
	const labelled = shownIn(type, chosen).filter((property) => property.type === 'credentials' || (!UNLABELLED.includes(property.type) && !isInCredentialForm(property, type)));
	return labelled.flatMap((property) => {
		if (property.type === 'credentials') return credentialLabelsIn(type, chosen);
		return property.type === 'resourceMapper' ? mappingLabelsOf(property) : [property.displayName];
	});
}

/** A mapping is drawn under a name of its own, line by line; what is not offered by name waits under "Add field". */
function mappingLabelsOf({ typeOptions }: INodeProperties): string[] {
	return [typeOptions?.resourceMapper?.valuesLabel ?? '', ...formFields().filter(({ offered }) => offered !== undefined).map(({ label }) => label)];
}

function credentialLabelsIn(type: INodeTypeDescription, chosen: INodeParameters): string[] {
	const values = valuesIn(type, chosen);
	const shown = (type.credentials ?? []).filter((credential) => NodeHelpers.displayParameter(values, credential, VERSION, type));
	return [...new Set(shown.map(({ name, displayName = name }) => displayName))];
}

/** What is added to collections there, as the panel writes it. Pure. */
export function innerLabelsIn(type: INodeTypeDescription, chosen: INodeParameters): string[] {
	const values = valuesIn(type, chosen);
	const shown = shownIn(type, chosen).flatMap((property) => groupsOf(property, values[property.name] as INodeParameters).flatMap(([members, within]) => members.filter((member) => NodeHelpers.displayParameter(within, member, VERSION, type, values))));
	return shown.filter((member) => !UNLABELLED.includes(member.type)).map(({ displayName }) => displayName);
}

/** What a collection holds, list by list, and the values there. */
function groupsOf(property: INodeProperties, values: INodeParameters): Array<[INodeProperties[], INodeParameters]> {
	if (property.type === 'collection') return [[membersOf(property), values]];
	return valuesOf(property).map(({ name, values: members }) => [members, [values[name]].flat()[0] as INodeParameters]);
}

/** What is marked red, as the panel writes it, also within what was added to a collection: what must be filled in and is not, and a list there that n8n cannot load for want of a credential. Pure. */
export function unfilledIn(type: INodeTypeDescription, chosen: INodeParameters): string[] {
	const values = valuesIn(type, chosen);
	return shownIn(type, chosen).flatMap((property) => [
		...(property.required === true && isEmpty(values[property.name]) ? [property.displayName] : []),
		...groupsOf(property, values[property.name] as INodeParameters).flatMap(([members, within]) => {
			const added = property.type === 'collection' ? (values[property.name] as INodeParameters) : within;
			return members.filter((member) => (member.required === true || member.typeOptions?.loadOptionsMethod !== undefined) && isEmpty(added?.[member.name]) && NodeHelpers.displayParameter(within, member, VERSION, type, values)).map(({ displayName }) => displayName);
		}),
	]);
}

/** Which of two credentials it is, n8n asks where the credential is chosen. */
function isInCredentialForm(property: INodeProperties, { credentials = [] }: INodeTypeDescription): boolean {
	return property.name === 'authentication' && !choicesOf(property).some(({ value }) => value === 'none') && credentials.some(({ displayOptions }) => displayOptions?.show?.authentication !== undefined);
}

const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0);

const isForAgents = ({ type, displayOptions }: INodeProperties) => type === 'hidden' || displayOptions?.show?.['@tool'] !== undefined;

/** What has to be chosen before a parameter is in sight. */
function chosenToShow({ displayOptions }: INodeProperties, type: INodeTypeDescription): INodeParameters {
	const wanted = conditions(displayOptions?.show);
	const chosen: INodeParameters = Object.assign({}, ...wanted.map(([name]) => chosenToShow(parameterNamed(name, type), type)));
	for (const [name, [value]] of wanted) Object.assign(chosen, { [name]: isList(name, type) ? [value] : value });
	for (const [name, unwanted] of conditions(displayOptions?.hide)) {
		if (name in chosen) continue;
		const other = choicesOf(parameterNamed(name, type)).find(({ value }) => !unwanted.includes(value));
		if (!isList(name, type)) chosen[name] = other?.value ?? 'something';
	}
	return chosen;
}

function conditions(of: object | undefined): Array<[string, NodeParameterValueType[]]> {
	return Object.entries(of ?? {}).filter(([name]) => !name.startsWith('@')) as Array<[string, NodeParameterValueType[]]>;
}

function parameterNamed(name: string, { properties }: INodeTypeDescription): INodeProperties {
	const found = properties.find((property) => property.name === name);
	if (found === undefined) throw new Error(`A parameter depends on ${name}, which the node does not have`);
	return found;
}

const isList = (name: string, type: INodeTypeDescription) => parameterNamed(name, type).type === 'multiOptions';

/** Every collection in sight with all that can be added to it, as it is when added. */
function allAddedIn(type: INodeTypeDescription, chosen: INodeParameters): INodeParameters {
	const collections = shownIn(type, chosen).filter((property) => ['collection', 'fixedCollection'].includes(property.type));
	return Object.fromEntries(collections.map((property) => [property.name, added(property)]));
}

function added(property: INodeProperties): NodeParameterValueType {
	if (property.type === 'collection') return asAdded(membersOf(property));
	if (property.type !== 'fixedCollection') return property.default;
	const several = property.typeOptions?.multipleValues === true;
	return Object.fromEntries(valuesOf(property).map(({ name, values }) => [name, several ? [asAdded(values)] : asAdded(values)]));
}

const membersOf = ({ options = [] }: INodeProperties) => options.filter((option): option is INodeProperties => 'type' in option);

function valuesOf({ type, options = [] }: INodeProperties): INodePropertyCollection[] {
	return type === 'fixedCollection' ? options.filter((option): option is INodePropertyCollection => 'values' in option) : [];
}

const asAdded = (members: readonly INodeProperties[]) => Object.fromEntries(members.map((member) => [member.name, added(member)])) as INodeParameters;
