import { ensureReferenceAttributes } from '../../intercom/attributes/referenceAttributes';
import type { BackDeps } from './backItem';

/** What the items of one run share. */
export function backDeps({ connection, words, locks }: Pick<BackDeps, 'connection' | 'words' | 'locks'>): BackDeps {
	let ready: ReturnType<BackDeps['readyAttributes']> | undefined;
	return { connection, words, locks, tags: new Map(), readyAttributes: () => (ready ??= ensureReferenceAttributes('contact', connection)) };
}
