import type { JobView } from '../jobSection';
import type { Report } from '../model';
import { html, typed, when, type Markup, type Piece } from './markup';

/** The jobs that run or wait for a person, else the last one. Pure. */
export function jobsSection({ jobs, timeZone }: Report): Piece {
	if (jobs.length === 0) return null;
	return html`<section aria-labelledby="jobs"><h2 id="jobs">Migration and reconciliation</h2><ul class="list">${jobs.map((job) => item(job, timeZone))}</ul></section>`;
}

const KINDS: Readonly<Record<JobView['kind'], string>> = { migration: 'migration', reconciliation: 'reconciliation', dryRun: 'dry run', comparison: 'reconciliation, dry run' };

function item({ jobId, kind, words, total, allAdded, done, left, percent, counts, startedAt, finishedAt, expectedEndAt }: JobView, timeZone: string): Markup {
	const ends = finishedAt !== null ? html`Ended ${when(finishedAt, timeZone)}` : expectedEndAt !== null ? html`Ends about ${when(expectedEndAt, timeZone)}` : allAdded ? null : html`More is still being added`;
	return html`<li><h3>${typed(jobId)} (${KINDS[kind]})</h3><p>${words}</p><progress max="100" value="${percent}" aria-label="Done of ${jobId}">${percent}%</progress>
<p>${done} of ${total} ${kind === 'dryRun' ? 'foreseen' : 'done'}, ${left} left: ${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.review} for review, ${counts.failed} failed, ${counts.other} left out or gone.</p><p class="soft">Began ${when(startedAt, timeZone)}. ${ends}</p></li>`;
}
