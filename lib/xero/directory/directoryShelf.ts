import type { XeroContact } from '../contact/contact';
import { ContactDirectory, MAX_RETAINED_CONTACTS } from './contactDirectory';

/** A list is read anew once a day: changes that move no time in Xero show only there. */
const LIST_SERVES_MS = 24 * 3_600_000;

/**
 * Lists of contacts, kept in the process between runs so that the next run only asks what changed. Bounded in all; the one
 * used longest ago goes first, and of one that is too large alone only the keys of its companies and its merges stay. A list is only ever
 * used after a read with the caller's own credential, so it shows nobody anything they may not see.
 */
export class DirectoryShelf {
	private readonly directories = new Map<string, ContactDirectory>();
	/** Those in use, which may be several of one organisation. */
	private readonly inUse = new Map<ContactDirectory, string>();
	/** What stays of organisations whose list is not kept. */
	private readonly remains = new Map<string, Partial<ContactDirectory>>();

	/**
	 * The list of that organisation, or an empty one that already knows how large the organisation is; to be given back by
	 * {@link keep}.
	 * @param now epoch ms
	 */
	take(key: string, now: number): ContactDirectory {
		const taken = this.find(key, now);
		this.inUse.set(taken, key);
		return taken;
	}

	/** What a write left in Xero, told to every run of this process: some have read the contact before. */
	tell(key: string, contact: XeroContact): void {
		const kept = this.directories.get(key);
		const others = [...this.inUse].flatMap(([directory, of]) => (of === key && directory !== kept ? [directory] : []));
		for (const directory of kept ? [kept, ...others] : others) directory.put(contact);
	}

	private find(key: string, now: number): ContactDirectory {
		const kept = this.directories.get(key);
		if (kept && serves(kept, now)) {
			this.directories.delete(key);
			this.directories.set(key, kept);
			return kept;
		}
		const { keys, merges, size, pageSize, knownUntil, listedAt, keysComplete } = kept ?? this.remains.get(key) ?? {};
		const known = serves({ listedAt: merges?.readAt }, now) ? merges : undefined;
		if (!keysComplete || !serves({ listedAt }, now)) return Object.assign(new ContactDirectory(undefined, known), { size, pageSize });
		return Object.assign(new ContactDirectory(keys, known), { size, pageSize, knownUntil, listedAt, keysComplete });
	}

	/** Keeps a complete list; of any other what is known beside its contacts. */
	keep(key: string, directory: ContactDirectory): void {
		this.inUse.delete(directory);
		if (!directory.complete) return this.keepRemains(key, directory);
		this.directories.set(key, directory);
		let total = [...this.directories.values()].reduce((sum, one) => sum + one.count, 0);
		for (const [oldest, one] of this.directories) {
			if (total <= MAX_RETAINED_CONTACTS) return;
			this.directories.delete(oldest);
			this.keepRemains(oldest, one);
			total -= one.count;
		}
	}

	private keepRemains(key: string, { keys, merges, size, pageSize, knownUntil, listedAt, keysComplete }: ContactDirectory): void {
		if (size === undefined) return;
		this.remains.set(key, keysComplete ? { keys, merges, size, pageSize, knownUntil, listedAt, keysComplete } : { ...this.remains.get(key), merges, size, pageSize });
	}
}

function serves({ listedAt }: { listedAt?: number }, now: number): boolean {
	return listedAt !== undefined && now - listedAt < LIST_SERVES_MS;
}
