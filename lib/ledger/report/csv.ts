import type { Report } from './model';
import { plainText } from './plainText';
import { iso } from './words';

type Cell = string | number | null;
/** Section, what it is of, which field, and its value. */
type Row = readonly [string, string, string, Cell];

const HEAD: Row = ['section', 'of', 'field', 'value'];

/** The report as one table of four columns, which a spreadsheet opens and filters. Pure. */
export function csv(report: Report): string {
	return `\ufeff${[HEAD, ...rows(report)].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function rows(report: Report): Row[] {
	const { reviews, failures, record, latency, calls, headline } = report;
	return [
		...fields('report', '', { ledger: report.ledger, organisation: report.organisation, workspaceId: report.workspaceId, at: report.at, timeZone: report.timeZone, headline: headline.words }),
		...report.troubles.flatMap((trouble) => fields('trouble', trouble.title, trouble)),
		...report.standing.map(({ key, name, count }): Row => ['standing', key, name, count]), ...report.leftOut.map(({ reason, words, count }): Row => ['left out', reason, words, count]),
		...report.days.flatMap(({ day, ...numbers }) => fields('day', day, numbers)), ...fields('latency', '', latency), ...fields('calls', '', calls),
		...reviews.byReason.map(({ reason, count }): Row => ['reviews', reason, 'count', count]),
		...reviews.shown.flatMap(({ kind, id, candidates, changes, ...review }) => [
			...fields('review', `${kind} ${id}`, { ...review, changes: changes.map(({ field }) => field).join(', ') }), ...candidates.flatMap((candidate, place) => fields('candidate', `${kind} ${id} ${place + 1}`, candidate)),
		]),
		...failures.kinds.flatMap((kind) => fields('failure', kind.reason, kind)), ...failures.givenUp.shown.flatMap(({ kind, id, ...one }) => fields('given up', `${kind} ${id}`, one)),
		...report.jobs.flatMap(({ counts, jobId, leftOut, live, namesakes, newGroups, ...job }) => [
			...fields('job', jobId, { ...job, ...counts, ...(live === null ? {} : { liveCalls: live.calls, liveMinutes: live.minutes, liveDays: live.days, liveReferences: live.references, liveEndsAt: iso(live.endsAt) }), sharedNames: namesakes.total }),
			...leftOut.map(({ reason, words, count }): Row => [`left out of ${jobId}`, reason, words, count]),
			...(newGroups === null ? [] : [['new groups', jobId, 'room', newGroups.room] as Row, ...newGroups.groups.map(({ name, members }): Row => ['new group', jobId, name, members])]),
			...namesakes.shown.flatMap(({ id, ...shared }) => fields('shared name', id, shared)),
		]),
		...(report.differences?.shown ?? []).flatMap(({ kind, id, fields: differing, ...one }) => [
			...fields('difference', `${kind} ${id}`, one), ...differing.flatMap(({ field, ...about }) => fields('different field', `${kind} ${id} ${field}`, about)),
		]),
		...(record === null ? [] : [...record.standing.map((words): Row => ['record', `${record.kind} ${record.id}`, 'standing', words]), ...record.log.flatMap(({ fields: changed, ...line }) => fields('log', `${record.kind} ${record.id} ${line.at}`, { ...line, fields: changed.join(', ') }))]),
	];
}

function fields(section: string, of: string, values: object): Row[] {
	return Object.entries(values).map(([field, value]): Row => [section, of, field, typeof value === 'number' || value === null ? value : String(value)]);
}

/** A spreadsheet takes a text that begins so for a formula, which may reach out of it. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/;

function cell(value: Cell): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const text = plainText(value);
	return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
