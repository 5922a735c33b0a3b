import { FORECAST_KEYS, type ForecastRow } from '../../rows/forecast';
import { subjectKey } from '../../rows/subject';
import type { ForecastQuestion } from '../step';
import { keptText, rowOf } from './cells';
import { idsByKind } from './idsByKind';
import type { Session } from './session';

/** What a dry run foresaw of some records and of those that share a key, each once; a question for each index. */
export async function forecasts({ any, dialect }: Session, { jobId, subjects, keys, limit }: ForecastQuestion): Promise<ForecastRow[]> {
	const ofJob = () => any.selectFrom('forecast').selectAll().where('jobId', '=', keptText(jobId)).orderBy('kind').orderBy('id').limit(limit);
	const found = new Map<string, ForecastRow>();
	const keep = (rows: readonly object[]) => {
		for (const stored of rows) {
			const row = rowOf('forecast', stored as Parameters<typeof rowOf>[1]);
			found.set(subjectKey(row), row);
		}
	};
	for (const [kind, ids] of idsByKind(subjects)) keep(await ofJob().where('kind', '=', kind).where(dialect.isOneOf('id', ids)).execute());
	for (const key of FORECAST_KEYS) {
		const values = keys[key] ?? [];
		if (values.length > 0) keep(await ofJob().where(key, 'is not', null).where(dialect.isOneOf(key, values.map(keptText))).execute());
	}
	const inOrder = [...found.values()].sort((a, b) => (a.kind === b.kind ? Number(a.id > b.id) - Number(a.id < b.id) : a.kind < b.kind ? -1 : 1));
	return inOrder.slice(0, limit);
}
