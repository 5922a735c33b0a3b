import type { JobDecision } from '../../decisions/pageJobs';
import type { JobView, SharedNameView } from '../jobSection';
import type { Report } from '../model';
import { isDry } from '../../rows/jobKind';
import { decisionForm } from './decisionForm';
import { html, link, typed, when, type Markup, type Piece } from './markup';
import type { Live } from './live';

/** The jobs that run or wait for a person, else the last one; on a page that answers with what can be done about each. Pure. */
export function jobsSection({ jobs, timeZone }: Report, live: Live | null): Piece {
	if (jobs.length === 0) return null;
	return html`<section aria-labelledby="jobs"><h2 id="jobs">Migration and reconciliation</h2><ul class="list">${jobs.map((job) => item(job, timeZone, live))}</ul></section>`;
}

const KINDS: Readonly<Record<JobView['kind'], string>> = { migration: 'migration', reconciliation: 'reconciliation', dryRun: 'dry run', comparison: 'reconciliation, dry run' };

function item(job: JobView, timeZone: string, live: Live | null): Markup {
	const { jobId, kind, words, total, allAdded, done, left, percent, counts, keptApart, startedAt, finishedAt, expectedEndAt } = job;
	const apart = keptApart === 0 ? null : html` ${keptApart} of those unchanged differ in fields that are left as they are.`;
	const why = isDry(kind) && counts.review + counts.failed + counts.other > 0 ? html` Sync Ledger, List (Forecasts) says of each why.` : null;
	const ends = finishedAt !== null ? html`Ended ${when(finishedAt, timeZone)}` : expectedEndAt !== null ? html`Ends about ${when(expectedEndAt, timeZone)}` : allAdded ? null : html`More is still being added`;
	return html`<li><h3>${typed(jobId)} (${KINDS[kind]})</h3><p>${words}</p><progress max="100" value="${percent}" aria-label="Done of ${jobId}">${percent}%</progress>
<p>${done} of ${total} ${isDry(kind) ? 'foreseen' : 'done'}, ${left} left: ${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.review} for review, ${counts.failed} failed, ${counts.other} left out or gone.${apart}${why}</p>${leftOut(job)}${sharedNames(job)}${newGroups(job)}<p class="soft">Began ${when(startedAt, timeZone)}. ${ends}</p>${live === null ? null : form(job, live)}</li>`;
}

/** How many of those that are left out or gone for each reason. */
function leftOut({ counts: { other }, leftOut: reasons }: JobView): Piece {
	if (reasons.length === 0) return null;
	return html`<details><summary>Left out or gone: ${other}, by reason</summary><ul>${reasons.map(({ words, count }) => html`<li>${words}: ${count}</li>`)}</ul></details>`;
}

/** Names that two records want, and who gets another one. */
function sharedNames({ namesakes: { total, shown } }: JobView): Piece {
	if (total === 0) return null;
	const here = ({ id, intercomUrl }: SharedNameView) => (intercomUrl === '' ? html`Intercom contact <code>${id}</code>` : link(intercomUrl, 'one contact'));
	const other = ({ intercomId, xeroContactId, othersUrl }: SharedNameView) => {
		if (othersUrl !== '') return link(othersUrl, xeroContactId === null ? 'another one of Intercom' : 'a contact that Xero has');
		return intercomId !== null ? html`Intercom record <code>${intercomId}</code>` : xeroContactId !== null ? html`a contact that Xero has, <code>${xeroContactId}</code>` : html`another contact`;
	};
	const more = total > shown.length ? html`<p class="soft">${shown.length} of ${total} are shown; Sync Ledger, List (Forecasts) shows the names of all.</p>` : null;
	return html`<details><summary>Names that two want in Xero: ${total}</summary>${more}<ul>${shown.map((one) => html`<li>${typed(one.name)}: ${here(one)} gets another name, or waits, because of ${other(one)}</li>`)}</ul></details>`;
}

/** Groups that would have to be made; Xero takes a hundred in all. */
function newGroups({ newGroups: told }: JobView): Piece {
	if (told === null) return null;
	const { room, groups } = told;
	const over = groups.length - room;
	const fits = over > 0 ? html`<p class="bad">Xero has room for ${room} more: ${over} of them, and what they say of a contact, stay out. Choose fewer tags or segments in the mapper, or delete groups in Xero.</p>` : html`<p>Xero has room for ${room} more.</p>`;
	return html`<details><summary>Contact groups that Xero does not have yet: ${groups.length}</summary>${fits}<ul>${groups.map(({ name, members }) => html`<li>${typed(name)}: ${members}</li>`)}</ul></details>`;
}

const ANSWERS: Readonly<Record<JobDecision, string>> = { pause: 'Pause it', resume: 'Let it read on', cancel: 'End it for good', letPass: 'Let it change them', sendAway: 'End it, and change none of them' };

/** What can be done in which state. */
function answersTo({ state, readsPages }: JobView): JobDecision[] {
	if (state === 'stopped') return ['letPass', 'sendAway'];
	if (!readsPages) return [];
	return state === 'running' ? ['pause', 'cancel'] : state === 'paused' ? ['resume', 'cancel'] : [];
}

function form(job: JobView, live: Live): Piece {
	const answers = answersTo(job);
	if (answers.length === 0) return null;
	const { jobId, state } = job;
	const button = (decision: JobDecision) => html`<button name="decision" value="${decision}">${ANSWERS[decision]}</button>`;
	const choices = html`
<div class="choices">${answers.map(button)}</div>`;
	return decisionForm({ kind: 'job', id: jobId, revision: state }, `Decide about the job ${jobId}`, choices, live);
}
