import { isRecord } from '../../../lib/http/isRecord';
import { listAllExecutions, readExecution } from '../../../sandbox/n8n/executions';
import type { N8nSession } from '../../../sandbox/n8n/session';

/** Second of the three outputs of Xero Contact Upsert. */
const REVIEW = 1;

/** Ids of Intercom that left a Xero Contact Upsert by Review, in any execution that n8n kept. */
export async function waitingIn(session: N8nSession): Promise<Set<string>> {
	const waiting = new Set<string>();
	for (const { id } of await listAllExecutions(session)) {
		const { data } = await readExecution(session, id);
		for (const run of Object.values(data.resultData.runData).flat()) {
			for (const { json } of run.data?.main?.[REVIEW] ?? []) if (isReview(json)) waiting.add(json.intercomId);
		}
	}
	return waiting;
}

function isReview(json: unknown): json is { intercomId: string } {
	return isRecord(json) && json.outcome === 'review' && typeof json.intercomId === 'string';
}
