import type { Report } from '../model';
import { aboutGivenUp } from '../../decisions/pageJobs';
import { decisionForm } from './decisionForm';
import { html, link, typed, when, type Markup } from './markup';
import type { Live } from './live';

type GivenUp = Report['failures']['givenUp']['shown'][number];

/** What failed by reason with what to do, and which records were given up; on a page that answers each may be tried again. Pure. */
export function failureSection({ failures, timeZone }: Report, live: Live | null): Markup {
	const { kinds, givenUp } = failures;
	const kind = ({ count, reason, stateWords, message, nextStep, lastFailedAt }: Report['failures']['kinds'][number]) =>
		html`<li><h3>${count} × <code>${reason}</code></h3><p>${typed(message)} ${typed(nextStep)}</p><p class="soft">${stateWords}. Last failed ${when(lastFailedAt, timeZone)}</p></li>`;
	const record = (one: GivenUp) =>
		html`<tr><td>${link(one.intercomUrl, html`${one.kind} ${one.id}`)}</td><td>${typed(one.message)} ${typed(one.nextStep)}${live === null ? null : form(one, live)}</td><td>${when(one.failedAt, timeZone)}</td></tr>`;
	const caption = givenUp.total > givenUp.shown.length ? html`<caption>${givenUp.shown.length} of ${givenUp.total}; Sync Ledger, List (Queue, Given Up) shows all.</caption>` : null;
	const records = html`<details><summary>Records that were given up: ${givenUp.total}</summary><div class="scroll" role="region" tabindex="0" aria-label="Records that were given up"><table>${caption}<thead><tr><th scope="col">Record</th><th scope="col">What happened, what to do</th><th scope="col">Failed</th></tr></thead><tbody>${givenUp.shown.map(record)}</tbody></table></div></details>`;
	return html`<section aria-labelledby="failures"><h2 id="failures">Failures by reason</h2>${kinds.length === 0 ? html`<p>Nothing fails.</p>` : html`<ul class="list">${kinds.map(kind)}</ul>`}${givenUp.total === 0 ? null : records}</section>`;
}

function form({ kind, id, revision }: GivenUp, live: Live): Markup {
	return decisionForm({ ...aboutGivenUp({ kind, id }), revision }, `Try ${kind} ${id} again`, html`<button name="decision" value="tryAgain">Try again</button>`, live);
}
