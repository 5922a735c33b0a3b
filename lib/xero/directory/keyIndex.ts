/**
 * What may have a key. Keys are compared without case and surrounding blanks, and as `fold` makes them; empty ones are not kept. Of a key only a number of 32 bits
 * is kept, so that a text costs no room: of 100,000 keys two or three share one. Whoever is found is to be looked at once more.
 */
export class KeyIndex<T extends string | number> {
	private readonly found = new Map<number, T | Set<T>>();

	constructor(
		private readonly fold: (key: string) => string = (key) => key,
		private readonly numberOf: (folded: string) => number = fnv1a,
	) {}

	/** One whose key may have changed. Of one that has not nothing is taken out and put in again: a Map grows by what was taken out of it. */
	move(from: string, to: string, one: T): void {
		if (this.folded(from) === this.folded(to)) return;
		this.remove(from, one);
		this.add(to, one);
	}

	/** Every one with that key, and perhaps others. */
	get(key: string): Iterable<T> {
		const folded = this.folded(key);
		const present = folded === '' ? undefined : this.found.get(this.numberOf(folded));
		return present === undefined ? [] : present instanceof Set ? present : [present];
	}

	/** Whether two keys are one. */
	areOne(key: string, other: string): boolean {
		return this.folded(key) === this.folded(other);
	}

	private add(key: string, one: T): void {
		const folded = this.folded(key);
		if (folded === '') return;
		const number = this.numberOf(folded);
		const present = this.found.get(number);
		if (present === undefined) this.found.set(number, one);
		else if (present instanceof Set) present.add(one);
		else this.found.set(number, new Set([present, one]));
	}

	private remove(key: string, one: T): void {
		const folded = this.folded(key);
		if (folded === '') return;
		const number = this.numberOf(folded);
		const present = this.found.get(number);
		if (present === one) this.found.delete(number);
		else if (present instanceof Set) present.delete(one);
	}

	private folded(key: string): string {
		return this.fold(key.trim().toLowerCase());
	}
}

/** `josé` as `jose`; letters that are letters of their own, such as `ø`, stay. Pure. */
export function withoutAccents(text: string): string {
	return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

/**
 * The hash FNV-1a of a text's UTF-16 units, 32 bits with a sign, as V8 keeps a number without a box. Pure.
 * @see https://www.rfc-editor.org/rfc/rfc9923
 */
function fnv1a(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash | 0;
}
