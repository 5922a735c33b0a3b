/** Ids by key. Keys are compared without case and surrounding blanks, and as `fold` makes them; empty ones are not kept. */
export class KeyIndex {
	private readonly ids = new Map<string, string | Set<string>>();

	constructor(private readonly fold: (key: string) => string = (key) => key) {}

	add(key: string, id: string): void {
		const folded = this.folded(key);
		if (folded === '') return;
		const present = this.ids.get(folded);
		if (present === undefined) this.ids.set(folded, id);
		else if (typeof present === 'string') this.ids.set(folded, new Set([present, id]));
		else present.add(id);
	}

	remove(key: string, id: string): void {
		const folded = this.folded(key);
		const present = this.ids.get(folded);
		if (present === id) this.ids.delete(folded);
		else if (present instanceof Set) present.delete(id);
	}

	get(key: string): Iterable<string> {
		const present = this.ids.get(this.folded(key));
		return present === undefined ? [] : typeof present === 'string' ? [present] : present;
	}

	private folded(key: string): string {
		return this.fold(key.trim().toLowerCase());
	}
}

/** `josé` as `jose`; letters that are letters of their own, such as `ø`, stay. Pure. */
export function withoutAccents(text: string): string {
	return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}
