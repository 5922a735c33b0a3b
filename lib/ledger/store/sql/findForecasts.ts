import { sql } from 'kysely';
import type { ForecastRow } from '../../rows/forecast';
import { subjectKey } from '../../rows/subject';
import type { ForecastQuestion } from '../step';
import { keptText, rowOf } from './cells';
import { idsByKind } from './idsByKind';
import type { Session } from './session';

/** What a dry run foresaw of some records and of those that share a key, each once. */
export async function forecasts({ any, dialect, table }: Session, { jobId, subjects, keys, limit }: ForecastQuestion): Promise<ForecastRow[]> {
	const ofJob = () => any.selectFrom('forecast').selectAll().where('jobId', '=', keptText(jobId));
	const found = new Map<string, ForecastRow>();
	const keep = (rows: readonly object[]) => {
		for (const stored of rows) {
			const row = rowOf('forecast', stored as Parameters<typeof rowOf>[1]);
			found.set(subjectKey(row), row);
		}
	};
	for (const [kind, ids] of idsByKind(subjects)) keep(await ofJob().where('kind', '=', kind).where(dialect.isOneOf('id', ids)).execute());
	if (keys.length > 0) {
		const nth = sql`row_number() over (partition by "key" order by "kind", "id")`;
		const keyed = sql`select "kind", "id", ${nth} as "nth" from ${table('forecastKey')} where "jobId" = ${keptText(jobId)} and ${dialect.isOneOf('key', keys.map(keptText))}`;
		keep(await ofJob().where(sql<boolean>`("kind", "id") in (select "kind", "id" from (${keyed}) as "keyed" where "nth" <= ${limit})`).execute());
	}
	return [...found.values()].sort((a, b) => (a.kind === b.kind ? Number(a.id > b.id) - Number(a.id < b.id) : a.kind < b.kind ? -1 : 1));
}
