/**
 * Whose turn it is to write a Xero contact. The lock of keys keeps records apart that look alike before Xero was read; this
 * keeps those apart of which only Xero's answer shows that they mean one contact: one by its reference, say, and one by its email.
 */
export class ContactTurns {
	/** Contacts being written, and when that ends. */
	readonly writing = new Map<string, Promise<void>>();
	/** The step at which each was written last, while somebody may have read it before that. */
	readonly written = new Map<string, number>();
	private step = 0;
	private open = 0;

	/** Call before Xero is read. */
	begin(): ContactTurn {
		this.open += 1;
		return new ContactTurn(this, this.step, (contacts) => this.close(contacts));
	}

	private close(contacts: Iterable<string>): void {
		this.step += 1;
		this.open -= 1;
		for (const contact of contacts) {
			this.writing.delete(contact);
			this.written.set(contact, this.step);
		}
		if (this.open === 0) this.written.clear();
	}
}

/** One reading of Xero, and the writes that are decided by it. */
export class ContactTurn {
	private readonly held = new Set<string>();
	private readonly others: Promise<void>[] = [];
	private readonly done: Promise<void>;
	private release = (): void => undefined;

	constructor(
		private readonly turns: ContactTurns,
		private readonly begun: number,
		private readonly close: (contacts: Iterable<string>) => void,
	) {
		this.done = new Promise((resolve) => (this.release = resolve));
	}

	/**
	 * Takes a contact until {@link end}. Never waits, so two turns cannot wait for each other.
	 * @returns false where another turn writes it, or wrote it since this one began: what was read of it does not hold any more
	 */
	take(contact: string): boolean {
		if (this.held.has(contact)) return true;
		const writing = this.turns.writing.get(contact);
		if (writing) this.others.push(writing);
		if (writing || (this.turns.written.get(contact) ?? 0) > this.begun) return false;
		this.turns.writing.set(contact, this.done);
		this.held.add(contact);
		return true;
	}

	/** Call once, whatever became of the writes. */
	end(): void {
		this.close(this.held);
		this.release();
	}

	/** After {@link end}: waits for the turns that had what this one did not get. */
	async othersDone(): Promise<void> {
		await Promise.all(this.others);
	}
}
