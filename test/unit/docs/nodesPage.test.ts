import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeNodesPage } from '../../docs/describedNodes';

test('docs/nodes.md is what npm run docs:nodes makes of the nodes', async () => {
	const page = readFileSync(join(__dirname, '../../../docs/nodes.md'), 'utf8');
	expect(page).toBe(await madeNodesPage());
});
