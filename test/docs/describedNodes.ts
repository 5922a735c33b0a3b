import { basename } from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../package.json';
import { loadCredentialTypes, loadNodeTypes, PACKAGE_PREFIX } from '../engine/nodeCatalogue';
import { nodesPage } from './nodesPage';

/** docs/nodes.md as the nodes of this checkout make it. */
export async function madeNodesPage(): Promise<string> {
	const types = await loadNodeTypes();
	const nodes = packageJson.n8n.nodes.map((file) => {
		const className = basename(file).split('.')[0] ?? '';
		return types.getByNameAndVersion(`${PACKAGE_PREFIX}${className.charAt(0).toLowerCase()}${className.slice(1)}`).description;
	});
	const credentials: ICredentialType[] = [...(await loadCredentialTypes()).values()];
	return nodesPage(nodes satisfies INodeTypeDescription[], credentials);
}
