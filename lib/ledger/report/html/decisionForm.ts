import type { PageAbout } from '../../decisions/pageToken';
import { html, type Markup, type Piece } from './markup';
import type { Live } from './live';

/**
 * A form that decides about one thing: it works without a script, and in the frame in which n8n serves a page. Pure.
 * @param label what it decides, for whoever does not see it
 */
export function decisionForm(about: PageAbout, label: string, buttons: Piece, live: Live): Markup {
	const { kind, id } = about;
	return html`<form method="post" action="?" aria-label="${label}"><input type="hidden" name="token" value="${live.token(about)}"><input type="hidden" name="kind" value="${kind}"><input type="hidden" name="id" value="${id}">${buttons}</form>`;
}
