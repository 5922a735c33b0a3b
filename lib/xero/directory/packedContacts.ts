import type { XeroContact } from '../contact/contact';
import { packed, packedTime, unpacked } from '../contact/packedContact';
import { xeroTime } from '../contact/xeroTime';

/** Contacts in use that are remembered before those whose users are gone are forgotten. */
const SWEEP_FROM = 1_000;

/**
 * Contacts by their place, 0, 1, 2 and so on, each as a text that a process can keep by the hundred thousand. As long as somebody holds a contact it is one
 * object for everybody who asks, until another state of it is put: who holds an earlier state tells by that. Plain memory, no I/O.
 */
export class PackedContacts {
	private readonly places = new Map<string, number>();
	private readonly ids: string[] = [];
	private readonly texts: string[] = [];
	/** Those that may be held by somebody. */
	private readonly inUse = new Map<number, WeakRef<XeroContact>>();
	private sweepAt = SWEEP_FROM;

	get size(): number {
		return this.ids.length;
	}

	/** @param contactId in lower case */
	placeOf(contactId: string): number | undefined {
		return this.places.get(contactId);
	}

	/** @param contactId in lower case, of a contact that has no place yet */
	add(contactId: string): number {
		this.places.set(contactId, this.ids.length);
		this.texts.push('[]');
		return this.ids.push(contactId) - 1;
	}

	/** The one text of that ContactID which all keep. */
	idAt(place: number): string {
		return this.ids[place]!;
	}

	at(place: number): XeroContact {
		const held = this.inUse.get(place)?.deref();
		if (held) return held;
		const contact = unpacked(this.ids[place]!, this.texts[place]!);
		this.inUse.set(place, new WeakRef(contact));
		if (this.inUse.size >= this.sweepAt) this.sweep();
		return contact;
	}

	put(place: number, contact: XeroContact): void {
		this.texts[place] = packed(contact);
		this.inUse.delete(place);
	}

	/** @param time epoch ms. @returns how many have an UpdatedDateUTC of then or later */
	updatedSince(time: number): number {
		let count = 0;
		for (const [place, text] of this.texts.entries()) if ((packedTime(text) ?? xeroTime(this.at(place).UpdatedDateUTC)) >= time) count += 1;
		return count;
	}

	private sweep(): void {
		for (const [place, held] of this.inUse) if (held.deref() === undefined) this.inUse.delete(place);
		this.sweepAt = Math.max(SWEEP_FROM, 2 * this.inUse.size);
	}
}
