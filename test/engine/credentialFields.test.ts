import { basename } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../package.json';
import { loadNodeTypes, PACKAGE_PREFIX } from './nodeCatalogue';

const NAMES = packageJson.n8n.nodes.map((file) => basename(file).split('.')[0] ?? '');

const describedBy = async (name: string): Promise<INodeTypeDescription> =>
	(await loadNodeTypes()).getByNameAndVersion(`${PACKAGE_PREFIX}${name.charAt(0).toLowerCase()}${name.slice(1)}`).description;

/** n8n's editor takes a field of this name for the choice between credentials, unless one of its options is `none`. */
const choosesCredential = ({ properties }: INodeTypeDescription) =>
	properties.some(({ name, options = [] }) => name === 'authentication' && !options.some((option) => 'value' in option && option.value === 'none'));

/**
 * Where a node has such a field, n8n-editor-ui 2.41.3 fills the list of a credential without a condition of its own with those of that
 * field (useNodeCredentialOptions, isRequiredCredential): seen in the panel of Sync Ledger Trigger, whose Xero credential could not be chosen.
 */
test.each(NAMES)('each credential of %s can be chosen in the panel', async (name) => {
	const description = await describedBy(name);
	if (!choosesCredential(description)) return;
	for (const { name: credential, displayOptions } of description.credentials ?? []) {
		expect({ credential, conditions: Object.keys(displayOptions?.show ?? {}).length }).not.toEqual({ credential, conditions: 0 });
	}
});

test('a condition that always holds names every version of the node', async () => {
	for (const name of NAMES) {
		const { version, credentials = [] } = await describedBy(name);
		for (const { displayOptions } of credentials) {
			const shown = displayOptions?.show?.['@version'];
			if (shown !== undefined) expect(shown).toEqual([version].flat());
		}
	}
});

/** Without a name both fields are called "Credential". */
test.each(NAMES)('each credential of a vendor in %s says whose it is', async (name) => {
	const { credentials = [] } = await describedBy(name);
	for (const { name: credential, displayName } of credentials) {
		if (credential.startsWith('intercom')) expect(displayName).toBe('Intercom Credential');
		if (credential.startsWith('xero')) expect(displayName).toBe('Xero Credential');
	}
});
