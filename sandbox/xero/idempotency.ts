import { createHash } from 'node:crypto';
import type { SandboxClock } from '../kernel/clock';
import type { Answer } from './answer';

interface Kept {
	fingerprint: string;
	answer: Answer;
	at: number;
}

/** Idempotency-Key: the first answer (errors too) is replayed for 6 minutes; keys belong to the app, not the tenant. */
export class Idempotency {
	private readonly kept = new Map<string, Kept>();

	constructor(
		private readonly clock: SandboxClock,
		private readonly keepMs: number,
	) {}

	/** @returns the kept answer, `mismatch` where the key was used for another request, null where it is new */
	find(appId: string, key: string, fingerprint: string): Answer | 'mismatch' | null {
		const kept = this.kept.get(`${appId} ${key}`);
		if (kept === undefined || this.clock.now() - kept.at >= this.keepMs) return null;
		return kept.fingerprint === fingerprint ? kept.answer : 'mismatch';
	}

	keep(appId: string, key: string, fingerprint: string, answer: Answer): void {
		this.kept.set(`${appId} ${key}`, { fingerprint, answer, at: this.clock.now() });
	}

	reset(): void {
		this.kept.clear();
	}
}

export function requestFingerprint(method: string, url: string, tenantId: string, body: Buffer | undefined): string {
	return createHash('sha256')
		.update(`${method} ${url} ${tenantId}\n`)
		.update(body ?? '')
		.digest('hex');
}
