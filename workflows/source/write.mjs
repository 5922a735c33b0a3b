import { writeFileSync } from 'node:fs';
import { WORKFLOWS } from './index.mjs';

/** Writes the files that users import: `node workflows/source/write.mjs`. */
for (const [name, draw] of Object.entries(WORKFLOWS)) writeFileSync(new URL(`../${name}.json`, import.meta.url), draw().json());
