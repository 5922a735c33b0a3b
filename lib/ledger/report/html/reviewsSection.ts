import type { Report } from '../model';
import type { CandidateView, ReviewView } from '../reviewSection';
import { CHANGED_ON_BOTH_SIDES } from '../../decisions/person';
import { kindWords } from '../../rows/subject';
import { decisionForm } from './decisionForm';
import { html, link, typed, when, type Markup, type Piece } from './markup';
import type { Live } from './live';

/** What waits for a person, and on a page that answers the ways out. Pure. */
export function reviewsSection({ reviews, timeZone }: Report, live: Live | null): Markup {
	const { total, shown } = reviews;
	const more = total > shown.length ? html`<p class="soft">${shown.length} of ${total} are shown; the others follow as these are decided. Sync Ledger, List (Reviews) shows all.</p>` : null;
	const none = html`<p>Nothing waits for a person.</p>`;
	return html`<section aria-labelledby="reviews"><h2 id="reviews">For review: ${total}</h2>${total === 0 ? none : html`<ul class="list">${shown.map((review) => item(review, timeZone, live))}</ul>`}${more}</section>`;
}

function item(review: ReviewView, timeZone: string, live: Live | null): Markup {
	const { kind, id, name, email, reason, message, nextStep, since, intercomUrl, candidates, changes } = review;
	const who = name === '' && email === '' ? html`${kindWords(kind)} <code>${id}</code>` : html`${typed(name)}${email === '' ? null : html` ${typed(email)}`}`;
	return html`<li><h3>${who}</h3><p class="soft"><code>${reason}</code> · since ${when(since, timeZone)}${kind === 'xeroContact' ? null : html` · ${intercomUrl === '' ? html`${kind} ${id}` : link(intercomUrl, html`open the ${kind} in Intercom`)}`}</p>
<p>${typed(message)}</p><p>${typed(nextStep)}</p>${candidates.length === 0 ? null : html`<p>In Xero:</p><ul>${candidates.map((one) => html`<li>${candidate(one)}</li>`)}</ul>`}${changed(changes)}${live === null ? null : form(review, live)}</li>`;
}

function candidate({ name, email, status, xeroUrl }: CandidateView): Markup {
	return html`${link(xeroUrl, typed(name === '' ? 'a contact' : name))}${email === '' ? null : html`, ${typed(email)}`}${status === '' || status === 'ACTIVE' ? null : html`, ${status.toLowerCase()}`}`;
}

function changed(changes: ReviewView['changes']): Piece {
	if (changes.length === 0) return null;
	const one = ({ field, before, after }: ReviewView['changes'][number]) => html`<li>${field}${before === undefined && after === undefined ? null : html`: ${typed(before ?? '')} becomes ${typed(after ?? '')}`}</li>`;
	return html`<details><summary>What would change</summary><ul>${changes.map(one)}</ul></details>`;
}

function form(review: ReviewView, live: Live): Markup {
	const { kind, id, candidates, name } = review;
	// Several may have one name.
	const about = name === '' ? `${kind} ${id}` : `${name}, ${kind} ${id}`;
	const binds = candidates.filter(({ xeroContactId, status }) => xeroContactId !== '' && (status === '' || status === 'ACTIVE'));
	const bind = ({ xeroContactId, name: its, email }: CandidateView) => html`<button name="decision" value="bind ${xeroContactId}">It is ${typed(its === '' ? xeroContactId : its)}${email === '' ? null : html`, ${typed(email)}`}</button>`;
	const isOfBoth = review.reason === CHANGED_ON_BOTH_SIDES;
	const ofBoth = html`<button name="decision" value="keepIntercom">Keep what Intercom has</button><button name="decision" value="takeXero">Take what Xero has</button>`;
	const ofIdentity = html`${binds.map(bind)}<button name="decision" value="create">Create a new contact in Xero</button>`;
	const ofNobody = html`<button name="decision" value="create">Create a user in Intercom</button>`;
	const choices = html`
<p class="soft">Or decide here:</p><div class="choices">${kind === 'xeroContact' ? ofNobody : isOfBoth ? ofBoth : ofIdentity}<button name="decision" value="never">Never sync this one</button><button name="decision" value="tryAgain">Try again</button></div>`;
	return decisionForm(review, `Decide about ${about}`, choices, live);
}
