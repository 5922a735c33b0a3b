import { ContactDirectory, MAX_RETAINED_CONTACTS } from './contactDirectory';

/**
 * Complete lists of contacts, kept in the process between runs so that the next run only asks what changed. Bounded
 * in all; the one used longest ago goes first. A list is only ever used after an If-Modified-Since read with the
 * caller's own credential, so it shows nobody anything they may not see.
 */
export class DirectoryShelf {
	private readonly directories = new Map<string, ContactDirectory>();
	private readonly sizes = new Map<string, number>();

	/** The list of that organisation, or an empty one that already knows how large the organisation is. */
	take(key: string): ContactDirectory {
		const kept = this.directories.get(key);
		if (kept) {
			this.directories.delete(key);
			this.directories.set(key, kept);
			return kept;
		}
		const directory = new ContactDirectory();
		directory.size = this.sizes.get(key);
		return directory;
	}

	/** Keeps a complete list, and the size of an incomplete one. */
	keep(key: string, directory: ContactDirectory): void {
		if (directory.size !== undefined) this.sizes.set(key, directory.size);
		if (!directory.complete) return;
		this.directories.set(key, directory);
		let total = [...this.directories.values()].reduce((sum, one) => sum + one.count, 0);
		for (const [oldest, one] of this.directories) {
			if (total <= MAX_RETAINED_CONTACTS) return;
			this.directories.delete(oldest);
			total -= one.count;
		}
	}
}
