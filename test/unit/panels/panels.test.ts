import type { INodeCredentialDescription, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { basename } from 'node:path';
import packageJson from '../../../package.json';
import { loadNodeTypes, PACKAGE_PREFIX } from '../../engine/nodeCatalogue';

/** What n8n's editor makes of the descriptions of the nodes; no test by its interface would notice, because that sets what no panel shows. */

let nodes: INodeTypeDescription[];

beforeAll(async () => {
	const types = await loadNodeTypes();
	nodes = packageJson.n8n.nodes.map((file) => {
		const name = basename(file).split('.')[0] ?? '';
		return types.getByNameAndVersion(`${PACKAGE_PREFIX}${name.charAt(0).toLowerCase()}${name.slice(1)}`).description;
	});
});

const shownWith = ({ displayOptions }: INodeProperties | INodeCredentialDescription) => Object.keys(displayOptions?.show ?? {});

/** Fields by which credentials are shown. @see n8n-editor-ui, getNodeAuthFields */
function authFields({ credentials = [], properties }: INodeTypeDescription): INodeProperties[] {
	const names = new Set(credentials.flatMap(shownWith));
	return properties.filter(({ name }) => names.has(name));
}

/** The field that n8n moves into the choice of the credential. @see n8n-editor-ui, getMainAuthField */
function mainAuthField(node: INodeTypeDescription): INodeProperties | undefined {
	const fields = authFields(node);
	const values = (field: INodeProperties) => (field.options ?? []).map((option) => ('value' in option ? String(option.value) : ''));
	const wanted = ({ name }: INodeProperties) => (node.credentials ?? []).flatMap(({ displayOptions }) => (displayOptions?.show?.[name] ?? []).map(String));
	return fields.find((field) => field.name === 'authentication' && !values(field).includes('none')) ?? fields.find((field) => values(field).length > 0 && values(field).every((value) => wanted(field).includes(value)));
}

/** What n8n's panel hides, whatever it is set to. @see n8n-editor-ui, isAuthRelatedParameter */
function hidden(node: INodeTypeDescription): string[] {
	const main = mainAuthField(node);
	if (main === undefined) return [];
	const related = new Set(authFields(node).flatMap(shownWith));
	return [...new Set(node.properties.filter(({ name }) => name === main.name || related.has(name)).map(({ name }) => name))];
}

test('n8n hides no field of a panel but Authentication', () => {
	expect(nodes.map((node) => [node.name, hidden(node)])).toEqual(nodes.map((node) => [node.name, mainAuthField(node)?.name === 'authentication' ? ['authentication'] : []]));
	expect(nodes.filter((node) => hidden(node).length > 0).map(({ name }) => name)).toEqual(['intercomTrigger', 'syncLedgerTrigger', 'intercomContacts', 'syncLedger', 'intercomContactUpsert']);
});

test('the list of a credential offers its own kind', () => {
	// Without `show` n8n takes a credential for a kind of the main one, and lists the kinds of that one alone.
	const mistaken = nodes.flatMap((node) => (mainAuthField(node) === undefined ? [] : (node.credentials ?? []).filter((credential) => shownWith(credential).length === 0).map(({ name }) => `${node.name}: ${name}`)));
	expect(mistaken).toEqual([]);
});

const isList = ({ type, typeOptions }: INodeProperties) => type === 'resourceLocator' || typeOptions?.loadOptionsMethod !== undefined;

test('where there may be several, credentials say whose they are, and stand before the lists that need them', () => {
	for (const { name, credentials = [], properties } of nodes) {
		const labels = new Map(credentials.map((credential) => [credential.name, credential.displayName]));
		expect([name, [...labels].filter(([, label]) => label === undefined)]).toEqual([name, []]);
		if (new Set(labels.values()).size < 2) continue;
		const slot = properties.findIndex(({ type }) => type === 'credentials');
		const list = properties.findIndex(isList);
		expect([name, slot >= 0, list < 0 || slot < list]).toEqual([name, true, true]);
		expect([name, properties.filter(({ type }) => type === 'credentials').length]).toEqual([name, 1]);
	}
});

/** Counted in n8n's editor at the width that a panel has at first: longer names end in "...". */
const LONGEST_IN_COLLECTION = 28;

test('no option has a name that is cut off', () => {
	const inCollections = nodes.flatMap(({ name, properties }) =>
		properties.filter(({ type }) => type === 'collection').flatMap(({ options = [] }) => options.map((option) => `${name}: ${'displayName' in option ? option.displayName : option.name}`)),
	);
	expect(inCollections.filter((one) => (one.split(': ')[1] ?? '').length > LONGEST_IN_COLLECTION)).toEqual([]);
});

test('the outputs of Sync Ledger Trigger and its settings are there, however its credentials are shown', () => {
	const trigger = nodes.find(({ name }) => name === 'syncLedgerTrigger')!;
	const xero = trigger.credentials?.find(({ name }) => name === 'xeroAccountingOAuth2Api');
	expect(xero?.displayOptions).toEqual({ show: { triggerOn: ['alerts', 'due', 'gone'] }, hide: { triggerOn: ['pages'] } });
});
