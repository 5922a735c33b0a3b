import { basename } from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../package.json';
import { loadCredentialTypes, loadNodeTypes, PACKAGE_PREFIX } from '../engine/nodeCatalogue';
import { nodesPage } from './nodesPage';

/** What n8n is told of every node of this checkout, in the order of package.json. */
export async function describedNodes(): Promise<INodeTypeDescription[]> {
	const types = await loadNodeTypes();
	return packageJson.n8n.nodes.map((file) => {
		const className = basename(file).split('.')[0] ?? '';
		return types.getByNameAndVersion(`${PACKAGE_PREFIX}${className.charAt(0).toLowerCase()}${className.slice(1)}`).description;
	});
}

/** docs/nodes.md as the nodes of this checkout make it. */
export async function madeNodesPage(): Promise<string> {
	const credentials: ICredentialType[] = [...(await loadCredentialTypes()).values()];
	return nodesPage(await describedNodes(), credentials);
}
