import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../../package.json';
import { choicesOf } from '../../docs/operations';
import { describedNodes } from '../../docs/describedNodes';

/**
 * What n8n's editor leaves out of the panel: where `authentication` chooses the credential, that parameter itself, and each one on which a parameter
 * that is named in the `show` of a credential depends by its own `show` (getMainAuthField and isAuthRelatedParameter of n8n-editor-ui 2.41.3). So
 * the operation of Sync Ledger could not be chosen, nor whether Intercom Trigger delivers into a ledger.
 */
function leftOut({ properties, credentials = [] }: INodeTypeDescription): string[] {
	const choosing = new Set(credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {})));
	const fields = properties.filter(({ name }) => choosing.has(name));
	const isMain = (property: INodeProperties) => property.name === 'authentication' && !choicesOf(property).some(({ value }) => value === 'none');
	if (!fields.some(isMain)) return [];
	const related = properties.filter(({ name }) => fields.some(({ displayOptions }) => name in (displayOptions?.show ?? {})));
	return [...new Set([...fields.filter(isMain), ...related].map(({ name }) => name))];
}

test('no parameter is left out of a panel by n8n but the one that chooses the credential', async () => {
	const nodes = await describedNodes();
	expect(nodes).toHaveLength(packageJson.n8n.nodes.length);
	expect(nodes.filter((node) => leftOut(node).length > 0).length).toBeGreaterThan(3);
	expect(nodes.map(({ displayName, ...node }) => [displayName, leftOut({ displayName, ...node }).filter((name) => name !== 'authentication')])).toEqual(nodes.map(({ displayName }) => [displayName, []]));
});
