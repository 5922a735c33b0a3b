import type { PageAbout } from '../../decisions/pageToken';

/** What a page that answers has and a file has not. */
export interface Live {
	/** The token of what a form decides about, see pageToken.ts. */
	token: (about: PageAbout) => string;
	/** What the last decision came to, see said.ts; '' for none. */
	said: string;
}
