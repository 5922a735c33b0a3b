import { MAX_WRITE_BYTES } from '../../xero/pace/limits';
import type { Sendable, Write } from './writeBatch';

/** Bytes of `{"Contacts":[]}`. */
const ENVELOPE_BYTES = 15;

/** Cuts a list into calls: so many elements, and so many bytes, at most; an element too large goes alone. */
export function intoBatches<P extends Sendable>(writes: readonly Write<P>[], size: number): Write<P>[][] {
	const batches: Write<P>[][] = [];
	let bytes = 0;
	for (const write of writes) {
		// One more for the comma.
		const length = Buffer.byteLength(JSON.stringify(write.plan.body)) + 1;
		const last = batches.at(-1);
		if (!last || last.length >= size || bytes + length > MAX_WRITE_BYTES) {
			batches.push([write]);
			bytes = ENVELOPE_BYTES + length;
		} else {
			last.push(write);
			bytes += length;
		}
	}
	return batches;
}
