import type { Report } from '../../lib/ledger/report/model';
import { createCredential } from '../n8n/credentials';
import { editWorkflow, publishWorkflow } from '../n8n/workflows';
import type { PreparedStage } from './stage';

/** Who may read the status page, by HTTP Basic Auth; on this machine only, and printed by the demo. */
export const STATUS_VISITOR = { username: 'manager', password: 'Demo-manager-1' };

/** sync-status, live behind a Basic Auth credential, as its note says. */
export class StatusPage {
	private readonly headers = { authorization: `Basic ${Buffer.from(`${STATUS_VISITOR.username}:${STATUS_VISITOR.password}`).toString('base64')}` };

	private constructor(readonly address: string) {}

	/** @param workflowId of sync-status, imported and not published */
	static async publish({ session, n8n }: Pick<PreparedStage, 'session' | 'n8n'>, workflowId: string): Promise<StatusPage> {
		const { id, name, type } = await createCredential(session, { type: 'httpBasicAuth', name: 'Status page', data: { user: STATUS_VISITOR.username, password: STATUS_VISITOR.password } });
		await editWorkflow(session, workflowId, { node: (node) => (node.type === 'n8n-nodes-base.webhook' ? { ...node, credentials: { [type]: { id, name } } } : node) });
		await publishWorkflow(session, workflowId);
		return new StatusPage(`${n8n.baseUrl}/webhook/xero-sync-status`);
	}

	/** The address with the sign-in in it, which a browser takes from a link. */
	get signedIn(): string {
		const { username, password } = STATUS_VISITOR;
		return this.address.replace('://', `://${username}:${password}@`);
	}

	/** What the page shows, as data. */
	async read(): Promise<Report> {
		return JSON.parse(await this.get('?format=json')) as Report;
	}

	/** Presses a button of the form about a record. @throws where the page has no such form, or n8n does not take it */
	async decide(recordId: string, decision: string): Promise<void> {
		const form = (await this.get('')).split('<form ').find((part) => part.includes(`name="id" value="${recordId}"`));
		const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form ?? '')?.[1] ?? '';
		if (form === undefined || !form.includes(`value="${decision}"`)) throw new Error(`The status page has no button ${decision} for ${recordId}`);
		const body = new URLSearchParams({ token: field('token'), kind: field('kind'), id: recordId, decision });
		const answer = await fetch(this.address, { method: 'POST', headers: this.headers, body, redirect: 'manual' });
		if (answer.status !== 303) throw new Error(`The status page answered ${answer.status} to the decision: ${await answer.text()}`);
	}

	private async get(query: string): Promise<string> {
		const answer = await fetch(`${this.address}${query}`, { headers: this.headers });
		if (!answer.ok) throw new Error(`The status page answered ${answer.status}: ${await answer.text()}`);
		return await answer.text();
	}
}
