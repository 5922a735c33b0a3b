import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRAWINGS } from './index';
import { svgOf } from './svg';

/** `npm run docs:drawings`: what to enter in the consoles of the vendors, which this repository cannot photograph. */
for (const drawing of DRAWINGS) writeFileSync(join(__dirname, '../../../docs/images', drawing.file), svgOf(drawing));
