import type { N8nSession } from '../../../sandbox/n8n/session';
import { publishWorkflow } from '../../../sandbox/n8n/workflows';

/** The workflow starts anew, with what is chosen in it now. @param id of the workflow */
export async function publishAnew(session: N8nSession, id: string): Promise<void> {
	await session.request('POST', `/workflows/${id}/deactivate`, {});
	await publishWorkflow(session, id);
}
