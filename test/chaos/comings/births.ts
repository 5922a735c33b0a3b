import type { Sandbox } from '../../../sandbox/sandbox';

/** Which move made whom: a name that is the same in every play of a story, other than the vendors' ids. */
export class Births {
	private readonly names = new Map<string, string>();

	constructor(private readonly sandbox: Sandbox) {}

	/** Whoever is new was made by this move; a contact that the sync made goes by its Intercom record. */
	note(moveId: number): void {
		const { contacts, companies } = this.sandbox.intercom.workspace();
		const inXero = this.sandbox.xero.organisation().contacts.sorted();
		let child = 0;
		for (const id of [...contacts.keys(), ...companies.keys()]) if (!this.names.has(id)) this.names.set(id, `${moveId}.${++child}`);
		for (const { id, text } of inXero) {
			if (!this.names.has(id)) this.names.set(id, this.names.get(text.ContactNumber ?? '')?.concat('x') ?? `${moveId}x`);
		}
	}

	/** A text that is nobody's id stands for itself. */
	of(id: string): string {
		return this.names.get(id) ?? id;
	}
}
