import { DOUBT } from './doubt';
import { FOUND_BY } from './foundBy';
import { NAMES } from './names';
import type { Scenario } from './scenario';
import { WHAT_IS_WRITTEN } from './whatIsWritten';
import { WRITTEN_ONCE } from './writtenOnce';

/** Whom a record is found to be. */
export const IDENTITY: Scenario[] = [...FOUND_BY, ...DOUBT];

/** What is written to it. */
export const WRITING: Scenario[] = [...NAMES, ...WRITTEN_ONCE, ...WHAT_IS_WRITTEN];
