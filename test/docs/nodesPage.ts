import { runInNewContext } from 'node:vm';
import type { ICredentialType, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { anchorOf } from './anchor';
import { isOf, operationsOf, type NodeOperation } from './operations';
import { rowsOf, sentences, type ParameterRow } from './parameterRows';

const HEAD = `# The nodes

<!-- Made by npm run docs:nodes from the descriptions of the nodes. A test compares; change those, not this. -->

Every node, operation and parameter, in the words of the panel. **Generated** from the nodes themselves by \`npm run docs:nodes\`,
so it cannot be edited here. What items look like is in [contracts.md](contracts.md), what each shipped workflow sets in
[workflows.md](workflows.md).
`;

/** With more operations than this a parameter stands once, above them. */
const SHARED_FROM = 3;

/** docs/nodes.md, from what n8n itself is told. Pure. */
export function nodesPage(nodes: readonly INodeTypeDescription[], credentials: readonly ICredentialType[]): string {
	const names = [...nodes.map(({ displayName }) => displayName), 'Credentials'];
	const contents = names.map((name) => `- [${name}](#${anchorOf(name)})`).join('\n');
	const accountNames = new Map([...credentials.map(({ name, displayName }) => [name, displayName] as const), ['postgres', "n8n's own Postgres"]]);
	const accounts = credentials.map(({ displayName, properties }) => `### ${displayName}\n\n${table(properties.flatMap((property) => rowsOf(property, properties)))}`);
	return `${[HEAD.trimEnd(), contents, ...nodes.map((node) => nodeSection(node, accountNames)), '## Credentials', ...accounts].join('\n\n')}\n`;
}

function nodeSection({ displayName, description, properties, outputs, outputNames, credentials = [], defaults: { name: onCanvas = displayName } }: INodeTypeDescription, accountNames: ReadonlyMap<string, string>): string {
	const operations = operationsOf(properties);
	const set = properties.filter(({ name }) => name !== 'operation' && name !== 'resource');
	const ofHowMany = (property: INodeProperties) => operations.filter((operation) => isOf(property, operation)).length;
	const isShared = (property: INodeProperties) => operations.length === 1 || ofHowMany(property) >= SHARED_FROM || ofHowMany(property) === operations.length;
	const shared = set.filter(isShared).flatMap((property) => sharedRows(property, operations, properties));
	const facts = [
		// n8n takes "Trigger" off in its node panel, where these would be called like its own.
		onCanvas === displayName ? '' : `On the canvas it is called **${onCanvas}**.`,
		outputsLine(outputNames ?? (areOfOperation(outputs) ? [] : namesIn(outputs))),
		credentials.length > 0 ? `Credentials, as the parameters want them: ${[...new Set(credentials.map(({ name }) => `*${accountNames.get(name) ?? name}*`))].join(', ')}.` : '',
	].filter(Boolean);
	const heading = operations.length === 1 ? '' : `### ${displayName}: parameters of several operations\n\n`;
	const parts = [
		`## ${displayName}`,
		sentences(description),
		facts.join(' '),
		shared.length > 0 ? `${heading}${table(shared)}` : '',
		...(operations.length === 1 ? [] : operationSections(operations, set.filter((property) => !isShared(property)), { displayName, properties, outputs })),
	];
	return parts.filter(Boolean).join('\n\n');
}

function operationSections(operations: readonly NodeOperation[], own: readonly INodeProperties[], { displayName, properties: all, outputs }: Pick<INodeTypeDescription, 'displayName' | 'properties' | 'outputs'>): string[] {
	const seen = new Map<string, string>();
	return operations.map((operation) => {
		const rows = table(own.filter((property) => isOf(property, operation)).flatMap((property) => rowsOf(property, all)));
		const before = rows === '' ? undefined : seen.get(rows);
		if (before === undefined) seen.set(rows, operation.title);
		const shown = before === undefined ? rows : `The parameters of *${before}*.`;
		const ownOutputs = areOfOperation(outputs) ? namesIn(runInNewContext(outputs.slice(3, -2), { $parameter: operation }) as INodeTypeDescription['outputs']) : [];
		return [`### ${displayName}: ${operation.title}`, sentences(operation.description), outputsLine(ownOutputs), shown].filter(Boolean).join('\n\n');
	});
}

/** Where it is not of all operations, which ones it is of, or which it is not. */
function sharedRows(property: INodeProperties, operations: readonly NodeOperation[], all: readonly INodeProperties[]): ParameterRow[] {
	const titles = (wanted: boolean) => operations.filter((operation) => isOf(property, operation) === wanted).map(({ title }) => `*${title}*`);
	const [withIt, without] = [titles(true), titles(false)];
	const [first, ...others] = rowsOf(property, all);
	if (first === undefined || without.length === 0) return first === undefined ? [] : [first, ...others];
	const words = without.length < withIt.length ? `Not with ${without.join(', ')}.` : `With ${withIt.join(', ')}.`;
	const [said = '', ...choices] = first.text.split('<br>');
	return [{ ...first, text: [`${said} ${words}`.trim(), ...choices].join('<br>') }, ...others];
}

/** Whether what a node has depends on the operation. */
function areOfOperation(outputs: INodeTypeDescription['outputs']): outputs is Extract<INodeTypeDescription['outputs'], string> {
	return typeof outputs === 'string' && outputs.includes('$parameter["operation"]');
}

function outputsLine(names: readonly string[]): string {
	return names.length === 0 ? '' : `Outputs: ${names.map((name) => `*${name}*`).join(', ')}.`;
}

function namesIn(outputs: INodeTypeDescription['outputs']): string[] {
	const text = typeof outputs === 'string' ? outputs : JSON.stringify(outputs);
	return [...new Set([...text.matchAll(/"displayName":"([^"]+)"/g)].map(([, name = '']) => name))];
}

function table(rows: readonly ParameterRow[]): string {
	if (rows.length === 0) return '';
	const line = ({ name, first, text }: ParameterRow) => `| ${[name, first, text].map(cell).join(' | ')} |`;
	return ['| Parameter | At first | What it is |', '|---|---|---|', ...rows.map(line)].join('\n');
}

function cell(text: string): string {
	const linked = text.replace(/<a href="([^"]+)">([^<]+)<\/a>/g, '[$2]($1)');
	return linked.replaceAll('\n', ' ').replaceAll('|', '\\|').replace(/<(?!br>)/g, '&lt;');
}
