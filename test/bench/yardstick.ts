import { timed } from './timed';

/**
 * How fast this machine is at this moment at work like the mapper's (small objects, texts, patterns, garbage), none of it
 * ours, over every fourth of a page of items.
 * @returns milliseconds by the clock or of the processor, whichever is less
 */
export function yardstick(items: readonly unknown[]): number {
	let words = 0;
	const { cpuMs, clockMs } = timed(() => {
		for (let index = 0; index < items.length; index += 4) words += workOn(items[index]);
	});
	if (words === 0) throw new Error('The yardstick found nothing to do');
	return Math.min(cpuMs, clockMs);
}

function workOn(item: unknown): number {
	const text = JSON.stringify(item);
	const words = text.normalize('NFC').split(/[^\p{L}\p{N}]+/u);
	const seen = new Map<string, number>();
	for (const word of words) seen.set(word.toLowerCase(), (seen.get(word) ?? 0) + 1);
	const entries = [...seen].map(([word, count]) => ({ word, count, pattern: /^(?:\d{3,}|[a-z]+\d*)$/.test(word) }));
	const { length } = JSON.parse(JSON.stringify(entries)) as unknown[];
	return length;
}
