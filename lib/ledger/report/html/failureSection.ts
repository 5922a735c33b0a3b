import type { Report } from '../model';
import { html, link, typed, when, type Markup } from './markup';

/** What failed by reason with what to do, and which records were given up. Pure. */
export function failureSection({ failures, timeZone }: Report): Markup {
	const { kinds, givenUp } = failures;
	const kind = ({ count, reason, stateWords, message, nextStep, lastFailedAt }: Report['failures']['kinds'][number]) =>
		html`<li><h3>${count} × <code>${reason}</code></h3><p>${typed(message)} ${typed(nextStep)}</p><p class="soft">${stateWords}. Last failed ${when(lastFailedAt, timeZone)}</p></li>`;
	const record = ({ kind: what, id, message, nextStep, failedAt, intercomUrl }: Report['failures']['givenUp']['shown'][number]) =>
		html`<tr><td>${link(intercomUrl, html`${what} ${id}`)}</td><td>${typed(message)} ${typed(nextStep)}</td><td>${when(failedAt, timeZone)}</td></tr>`;
	const caption = givenUp.total > givenUp.shown.length ? html`<caption>${givenUp.shown.length} of ${givenUp.total}; Sync Ledger, List (Queue, Given Up) shows all.</caption>` : null;
	const records = html`<details><summary>Records that were given up: ${givenUp.total}</summary><div class="scroll" role="region" tabindex="0" aria-label="Records that were given up"><table>${caption}<thead><tr><th scope="col">Record</th><th scope="col">What happened, what to do</th><th scope="col">Failed</th></tr></thead><tbody>${givenUp.shown.map(record)}</tbody></table></div></details>`;
	return html`<section aria-labelledby="failures"><h2 id="failures">Failures by reason</h2>${kinds.length === 0 ? html`<p>Nothing fails.</p>` : html`<ul class="list">${kinds.map(kind)}</ul>`}${givenUp.total === 0 ? null : records}</section>`;
}
