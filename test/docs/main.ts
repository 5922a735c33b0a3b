import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeNodesPage } from './describedNodes';

/** `npm run docs:nodes`. */
void madeNodesPage().then((page) => writeFileSync(join(__dirname, '../../docs/nodes.md'), page));
