import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SubjectKind } from '../rows/subject';
import type { Found, Step } from '../store/step';
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

/** What a form of a page decides about, and its state as the page showed it: the revision of a row, the state of a job. */
export interface PageAbout {
	kind: SubjectKind | `given up ${SubjectKind}` | 'job';
	/** Of the record, or the name of the job. */
	id: string;
	revision: number | string;
}

/**
 * Says that its holder was shown this, in this state, on a page that may be used until then. A browser sends its
 * credentials along with a form on anybody's site; this it sends only from the page itself, which no other site can read. Pure.
 * @param until epoch ms
 */
export function pageToken(secret: string, about: PageAbout, until: number): string {
	const { revision } = about;
	return `${until}.${revision}.${signed(secret, about, String(until), String(revision))}`;
}

export type PageTokenRead = { ok: true; revision: string } | { ok: false; because: 'forged' | 'expired' };

/** In which state its holder was shown what a form is about. Pure. */
export function readPageToken(secret: string, token: string, about: Pick<PageAbout, 'kind' | 'id'>, now: number): PageTokenRead {
	const [until = '', revision = '', mac = '', ...more] = token.split('.');
	const expected = Buffer.from(signed(secret, about, until, revision));
	const given = Buffer.from(mac);
	if (more.length > 0 || secret === '' || given.length !== expected.length || !timingSafeEqual(given, expected)) return { ok: false, because: 'forged' };
	return Number(until) > now ? { ok: true, revision } : { ok: false, because: 'expired' };
}

/** The state in which the holder of a token was shown what a form is about, or what to say instead; the step needs the fact `page secret`. Pure. */
export function shownIn(found: Found, token: string, about: Pick<PageAbout, 'kind' | 'id'>, now: number): { revision: string } | { said: 'expired' | 'refused' } {
	const read = readPageToken(found.fact('page secret')?.value.secret ?? '', token, about, now);
	return read.ok ? { revision: read.revision } : { said: read.because === 'expired' ? 'expired' : 'refused' };
}

function signed(secret: string, { kind, id }: Pick<PageAbout, 'kind' | 'id'>, until: string, revision: string): string {
	return createHmac('sha256', secret).update(JSON.stringify([until, revision, kind, id])).digest('base64url');
}
