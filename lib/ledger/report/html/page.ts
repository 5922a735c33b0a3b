import { saidWords } from '../said';
import type { Report } from '../model';
import { chartSections } from './chartSections';
import { differencesSection } from './differencesSection';
import { failureSection } from './failureSection';
import { jobsSection } from './jobsSection';
import type { Live } from './live';
import { html, typed, when, type Markup, type Piece } from './markup';
import { logSection, lookUpSection } from './recordSection';
import { reviewsSection } from './reviewsSection';
import { STYLE } from './style';

/** Nothing is loaded and no script runs, whatever stands in the page. */
const NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";

/** The report as one file of HTML. @param live null: a file, to be sent or kept. Pure. */
export function page(report: Report, live: Live | null): string {
	const { organisation, ledger, at, timeZone, headline, reviews } = report;
	const title = `${reviews.total > 0 ? `${reviews.total} for review · ` : ''}Intercom to Xero`;
	const { text } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${NOTHING_ELSE}"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><header><h1>Intercom to Xero</h1><p class="soft">${organisation === '' ? 'Not bound to an organisation yet' : typed(organisation)}${ledger === 'default' ? '' : html` · ledger <code>${ledger}</code>`} · ${when(at, timeZone)} (${timeZone})</p>
<p class="${headline.good ? 'good' : 'bad'}">${headline.words}</p>${saidNotice(live)}</header>
<main>${troubles(report)}${standing(report)}${reviewsSection(report, live)}${failureSection(report, live)}${jobsSection(report, live)}${differencesSection(report)}${chartSections(report)}${live === null ? null : lookUpSection(report)}${report.record === null ? null : logSection(report.record, timeZone)}</main>
<footer>${live === null ? null : html`<p class="screen">The same as <a href="?format=json">JSON</a> or <a href="?format=csv">CSV</a>. <a href="?">Look again</a></p>`}<p class="soft">Made by n8n-nodes-intercom-xero from the ledger; nothing was asked of Intercom or Xero for it.</p></footer></body></html>
`;
	return text;
}

function saidNotice(live: Live | null): Piece {
	const said = live === null ? null : saidWords(live.said);
	return said === null ? null : html`<p class="said ${said.good ? 'good' : 'bad'}" role="status">${said.words}</p>`;
}

function troubles({ troubles: all, timeZone }: Report): Piece {
	if (all.length === 0) return null;
	const one = ({ title, message, nextStep, since }: Report['troubles'][number]): Markup =>
		html`<li><h3 class="bad">${title}</h3><p>${typed(message)} ${typed(nextStep)}</p>${since === '' ? null : html`<p class="soft">Since ${when(since, timeZone)}</p>`}</li>`;
	return html`<section aria-labelledby="troubles"><h2 id="troubles">What holds up the sync</h2><ul class="list">${all.map(one)}</ul></section>`;
}

function standing({ standing: tiles, leftOut }: Report): Markup {
	const why = html`<details><summary>Why records are left out</summary><div class="scroll" role="region" tabindex="0" aria-label="Why records are left out"><table><thead><tr><th scope="col">Why</th><th scope="col" class="n">Records</th></tr></thead><tbody>${leftOut.map(({ words, count }) => html`<tr><td>${words}</td><td class="n">${count}</td></tr>`)}</tbody></table></div></details>`;
	return html`<section aria-labelledby="standing"><h2 id="standing">How the two sides agree now</h2><ul class="tiles">${tiles.map(({ name, count, means }) => html`<li>${name} <b>${count}</b><span>${means}</span></li>`)}</ul>${leftOut.length === 0 ? null : why}</section>`;
}
