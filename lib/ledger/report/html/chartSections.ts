import { timeWords } from '../latency';
import type { DayView, Report } from '../model';
import { callsChart, dayWords, happenedChart, latencyChart } from './charts';
import { html, when, type Markup, type Piece } from './markup';

interface Column {
	head: string;
	of: (day: DayView) => Piece;
}

const HAPPENED: readonly Column[] = [
	{ head: 'Created', of: ({ created }) => created }, { head: 'Updated', of: ({ updated }) => updated }, { head: 'Unchanged', of: ({ unchanged }) => unchanged }, { head: 'For review', of: ({ review }) => review },
	{ head: 'Failed tries', of: ({ failed }) => failed }, { head: 'Left out', of: ({ skipped }) => skipped }, { head: 'Removed', of: ({ removed }) => removed },
];
const BROUGHT_BACK: Column = { head: 'Brought from Xero', of: ({ broughtBack }) => broughtBack ?? 0 };
const LATENCY: readonly Column[] = [
	{ head: 'Live changes', of: ({ changes }) => changes }, { head: 'Half at most', of: ({ p50Ms }) => (p50Ms === null ? '' : timeWords(p50Ms)) }, { head: '95 of 100 at most', of: ({ p95Ms }) => (p95Ms === null ? '' : timeWords(p95Ms)) },
];
const CALLS: readonly Column[] = [{ head: 'Calls, at least', of: ({ calls }) => calls }, { head: 'Fewest left', of: ({ fewestLeft }) => fewestLeft ?? '' }];

/** What happened, how fast, and at what cost in calls: each a drawing and its numbers. Pure. */
export function chartSections(report: Report): Markup[] {
	const { days, latency } = report;
	const took = latency.p50Ms === null || latency.p95Ms === null ? 'No live change was synced in these days.' : `Of ${latency.changes.toLocaleString('en')} live changes half were in Xero within ${timeWords(latency.p50Ms)}, 95 of 100 within ${timeWords(latency.p95Ms)}, counted from the notification.`;
	return [
		section('happened', `What happened in ${days.length} days`, html`What was looked at and needed no write stands in the numbers.`, happenedChart(days), days.some(({ broughtBack = 0 }) => broughtBack > 0) ? [...HAPPENED, BROUGHT_BACK] : HAPPENED, days),
		section('latency', 'How long a live change takes', html`${took}`, latencyChart(days), LATENCY, days),
		section('calls', 'Calls of Xero', callsWords(report), callsChart(days), CALLS, days),
	];
}

function callsWords({ calls, timeZone }: Report): Markup {
	const left = calls.left === null ? html`Xero has not said how many calls are left.` : html`Xero said at ${when(calls.knownAt, timeZone)} that ${calls.left} calls are left of its day${calls.dayEndsAt === null ? null : html`, which ends at ${when(calls.dayEndsAt, timeZone)}`}.`;
	return html`${left} Xero counts by a day of its own, which does not begin at midnight; a bar shows by how many its count went down on that calendar day (at least: what was made while a day of Xero began is not seen), for all that use the same Xero app.`;
}

function section(id: string, title: string, words: Markup, drawings: Markup[], columns: readonly Column[], days: readonly DayView[]): Markup {
	const rows = [...days].reverse().map((day) => html`<tr><th scope="row">${dayWords(day.day)}</th>${columns.map(({ of }) => html`<td class="n">${of(day)}</td>`)}</tr>`);
	const table = html`<table><thead><tr><th scope="col">Day</th>${columns.map(({ head }) => html`<th scope="col" class="n">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
	return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p>${words}</p><figure>${drawings}<details><summary>The numbers: ${title}</summary><div class="scroll" role="region" tabindex="0" aria-label="The numbers: ${title}">${table}</div></details></figure></section>`;
}
