import type { DifferenceView, DifferentField } from '../differenceSection';
import type { Report } from '../model';
import { html, link, typed, type Markup, type Piece } from './markup';

/** What a reconciliation found to differ between the two sides, and what became of it. Pure. */
export function differencesSection({ differences }: Report): Piece {
	if (differences === null) return null;
	const { jobId, shown, hasMore } = differences;
	const none = html`<p>So far the two sides agree.</p>`;
	const caption = hasMore ? html`<caption>The first ${shown.length}; the report as JSON or CSV has more, Sync Ledger, List (Forecasts) has all.</caption>` : null;
	const head = html`<thead><tr>${['Record', 'What became of it', 'In what they differ'].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`;
	const table = html`<div class="scroll" role="region" tabindex="0" aria-label="What differs"><table>${caption}${head}<tbody>${shown.map(row)}</tbody></table></div>`;
	return html`<section aria-labelledby="differences"><h2 id="differences">What differs between Intercom and Xero</h2><p class="soft">Found by ${typed(jobId)}.</p>${shown.length === 0 ? none : table}</section>`;
}

function row({ kind, id, words, message, nextStep, fields, intercomUrl, xeroUrl }: DifferenceView): Markup {
	const said = message === '' && nextStep === '' ? null : html`<br>${typed(message)} ${typed(nextStep)}`;
	return html`<tr><td>${link(intercomUrl, html`${kind} ${id}`)}${xeroUrl === '' ? null : html` · ${link(xeroUrl, 'in Xero')}`}</td><td>${words}${said}</td><td>${fields.length === 0 ? null : differentFields(fields)}</td></tr>`;
}

/** Each field with both values, where they are shown, and why. Pure. */
export function differentFields(fields: readonly DifferentField[]): Markup {
	const values = ({ xero, intercom }: DifferentField) => (xero === undefined && intercom === undefined ? null : html`: Xero ${quoted(xero)}, Intercom ${quoted(intercom)}`);
	return html`<ul class="list">${fields.map((one) => html`<li>${typed(one.field)}${values(one)}${one.words === '' ? null : html` (${one.words})`}</li>`)}</ul>`;
}

function quoted(value = ''): Markup {
	return value === '' ? html`nothing` : html`“${typed(value)}”`;
}
