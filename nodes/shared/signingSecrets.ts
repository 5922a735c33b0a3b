import { ShortMemory } from '../../lib/http/shortMemory';

/** What signs a vendor's webhooks, of unknown shape until it is looked at. */
export interface SigningSecrets {
	current: unknown;
	/** Only while the current one is being replaced. */
	previous: unknown;
}

/**
 * How long a secret counts as read. n8n builds a workflow and an isolate of its own to read a credential, which takes
 * longer than everything else of an answer, and a burst would ask for the same one a hundred times.
 */
const KEPT_MS = 10_000;

/** The secrets of one vendor's credentials, by type and id of the credential. Never the previous secret alone: once it is removed it counts no more. */
export class KeptSecrets {
	private readonly kept = new ShortMemory<Promise<SigningSecrets>>(KEPT_MS);

	/**
	 * Checks a signature. What a kept secret did not sign is looked at with those of now.
	 * @param credential its type and id; '' for one without an id, which is read each time
	 */
	async check<Check extends { ok: boolean }>(credential: string, read: () => Promise<SigningSecrets>, verify: (secrets: readonly unknown[]) => Check): Promise<Check> {
		const known = this.kept.recall(credential, Date.now());
		if (known !== undefined) {
			const check = verify([(await known).current]);
			if (check.ok) return check;
		}
		const { current, previous } = await this.read(credential, read);
		return verify([current, previous]);
	}

	/** One reading serves all of a burst, also those that come while it goes on. */
	private async read(credential: string, read: () => Promise<SigningSecrets>): Promise<SigningSecrets> {
		const reading = read();
		if (credential === '') return await reading;
		this.kept.keep(credential, reading, Date.now());
		return await reading.catch((error: unknown) => {
			this.kept.forget(credential);
			throw error;
		});
	}
}
