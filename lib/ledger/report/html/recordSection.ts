import type { Report } from '../model';
import type { LogLine, RecordView } from '../recordSection';
import { kindWords } from '../../rows/subject';
import { differentFields } from './differencesSection';
import { eventWords, whyWords } from '../words';
import { html, link, typed, when, type Markup } from './markup';

/** Asks for the log of one contact. Pure. */
export function lookUpSection({ record }: Report): Markup {
	return html`<section class="screen" aria-labelledby="lookup"><h2 id="lookup">The log of one contact</h2><form method="get" action="?"><label for="contact">Intercom's ID of the contact or company, as in its address</label><div class="choices"><input id="contact" name="contact" value="${record?.id ?? ''}" autocomplete="off" spellcheck="false"><button>Show its log</button></div></form></section>`;
}

/** How one record stands, and what was done with it. Pure. */
export function logSection({ kind, id, known, standing, intercomUrl, xeroUrl, log, hasMore, difference }: RecordView, timeZone: string): Markup {
	const links = html`${link(intercomUrl, 'Open in Intercom')}${xeroUrl === '' ? null : html` · ${link(xeroUrl, 'Open in Xero')}`}`;
	const line = ({ at, event, reason, why, by, fields }: LogLine) => html`<tr><td>${when(at, timeZone)}</td><td>${eventWords(event)}</td><td>${typed(reason)}</td><td>${whyWords(why)}</td><td>${typed(by)}</td><td>${typed(fields.join(', '))}</td></tr>`;
	const table = html`<div class="scroll" role="region" tabindex="0" aria-label="The log"><table>${hasMore ? html`<caption>The newest ${log.length} lines; Sync Ledger, List (Audit Log) shows all.</caption>` : null}<thead><tr>${['When', 'What', 'Reason', 'Why', 'By', 'Fields'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${log.map(line)}</tbody></table></div>`;
	const differs = difference === null ? null : html`<p>Compared with Xero ${when(difference.at, timeZone)}. ${difference.words}:</p>${differentFields(difference.fields)}`;
	const unknown = html`<p>The ledger knows no contact or company with this ID. It stands in the address of the contact in Intercom.</p>`;
	return html`<section aria-labelledby="log"><h2 id="log">${kindWords(kind)} <code>${id}</code></h2>${known ? html`<p>${links}</p>${standing.map((words) => html`<p>${typed(words)}</p>`)}${differs}${log.length === 0 ? html`<p>The log has no line about it.</p>` : table}` : unknown}</section>`;
}
