import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReviewRow } from '../rows/review';
import type { Subject } from '../rows/subject';
import type { Step } from '../store/step';
import { noteFact } from './facts';

/** A page may lie open so long. */
export const PAGE_GOOD_FOR_MS = 12 * 60 * 60_000;

/** The secret of this ledger's pages. @param fresh random; kept where there is none yet */
export function pageSecret(fresh: string): Step<string> {
	return {
		name: 'pageSecret',
		need: { facts: ['page secret'] },
		decide: (found) => {
			const was = found.fact('page secret');
			return was === null ? { answer: fresh, changes: noteFact(found, 'page secret', { secret: fresh }) } : { answer: was.value.secret, changes: [] };
		},
	};
}

/**
 * Says that its holder was shown this review, in this state, on a page that may be used until then. A browser sends its
 * credentials along with a form on anybody's site; this it sends only from the page itself, which no other site can read. Pure.
 * @param until epoch ms
 */
export function pageToken(secret: string, { kind, id, revision }: Pick<ReviewRow, 'kind' | 'id' | 'revision'>, until: number): string {
	return `${until}.${revision}.${signed(secret, { kind, id }, String(until), String(revision))}`;
}

export type PageTokenRead = { ok: true; revision: number } | { ok: false; because: 'forged' | 'expired' };

/** What a token says of a record's review. Pure. */
export function readPageToken(secret: string, token: string, subject: Subject, now: number): PageTokenRead {
	const [until = '', revision = '', mac = '', ...more] = token.split('.');
	const expected = Buffer.from(signed(secret, subject, until, revision));
	const given = Buffer.from(mac);
	if (more.length > 0 || secret === '' || given.length !== expected.length || !timingSafeEqual(given, expected)) return { ok: false, because: 'forged' };
	return Number(until) > now ? { ok: true, revision: Number(revision) } : { ok: false, because: 'expired' };
}

function signed(secret: string, { kind, id }: Subject, until: string, revision: string): string {
	return createHmac('sha256', secret).update(JSON.stringify([until, revision, kind, id])).digest('base64url');
}
