import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';
import { settle } from '../../../lib/ledger/decisions/settle';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import type { LedgerStore } from '../../../lib/ledger';
import { sqliteStore } from '../../../lib/ledger/store/sqlite/store';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import { callWebhook, type WebhookAnswer } from '../../engine/callWebhook';
import type { StoredCredentials } from '../../engine/credentialStore';
import { postgresType, startTrigger, type StartedTrigger, type TriggerStart } from './startedTrigger';

export const WORKSPACE = 'ws1';
const SECRET = 'client-secret';
const SCOPES = ['offline_access', 'accounting.contacts', 'accounting.settings.read'];

/** n8n's folder, both vendors, and the two triggers of a sync. */
export class Ground {
	readonly folder = mkdtempSync(join(tmpdir(), 'n8n-folder-'));
	readonly path = join(this.folder, '.n8n', 'storage', 'n8n-nodes-intercom-xero.syncLedger', 'default.sqlite');
	/** Looks at the ledger beside the nodes, over the handle that they share. */
	readonly store: LedgerStore = sqliteStore(this.path);
	private readonly before = process.env.N8N_USER_FOLDER;
	private readonly started: StartedTrigger[] = [];
	private notifications = 0;

	private constructor(readonly sandbox: Sandbox, readonly credentials: StoredCredentials) {
		process.env.N8N_USER_FOLDER = this.folder;
	}

	static async make(): Promise<Ground> {
		const sandbox = await startSandbox({ intercom: { id: WORKSPACE, clientSecret: SECRET } });
		const { clientId, clientSecret } = sandbox.xero.options.apps[0]!;
		const organisations = sandbox.xero.allOrganisations().map(({ id }) => id);
		const oauthTokenData = { ...sandbox.xero.authority.issueFor(clientId, SCOPES, organisations.slice(0, 1)) };
		return new Ground(sandbox, {
			intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: SECRET, simulatorUrl: sandbox.intercomUrl },
			xeroAccountingOAuth2Api: { clientId, clientSecret, simulatorUrl: sandbox.xeroUrl, oauthTokenData },
		});
	}

	/** The Xero credential is connected to all organisations that there are. */
	connectAll(): void {
		const { clientId } = this.sandbox.xero.options.apps[0]!;
		const ids = this.sandbox.xero.allOrganisations().map(({ id }) => id);
		Object.assign(this.credentials.xeroAccountingOAuth2Api!, { oauthTokenData: { ...this.sandbox.xero.authority.issueFor(clientId, SCOPES, ids) } });
	}

	/** Publishes a workflow with the Sync Ledger Trigger. */
	async publish(parameters: INodeParameters = {}, more: Partial<TriggerStart> = {}): Promise<StartedTrigger> {
		const trigger = await startTrigger({ parameters, credentials: this.credentials, ...more });
		this.started.push(trigger);
		return trigger;
	}

	/** Intercom tells of a contact; the answer it gets. */
	async notify(item: { id: string } & Record<string, unknown>, { topic = 'contact.user.updated', secret = SECRET, app = WORKSPACE, parameters = {}, credentials = {}, mode = 'webhook' }: NotifyOptions = {}): Promise<WebhookAnswer> {
		const rawBody = JSON.stringify({
			type: 'notification_event', app_id: app, id: `n${(this.notifications += 1)}`, topic, created_at: Math.floor(Date.now() / 1_000),
			data: { item: { type: 'contact', role: 'user', updated_at: Math.floor(Date.now() / 1_000), ...item } },
		});
		const { intercomAppTokenApi } = this.credentials;
		return await callWebhook({
			type: 'intercomTrigger', parameters: { workspaceId: app, deliver: 'ledger', ...parameters }, credentials: { intercomAppTokenApi: intercomAppTokenApi!, ...credentials }, extraCredentials: [postgresType], rawBody, mode,
			headers: { 'x-hub-signature': `sha1=${createHmac('sha1', secret).update(rawBody).digest('hex')}` },
		});
	}

	/** Where no file can be, whoever n8n runs as. */
	pathInAFile(): string {
		writeFileSync(join(this.folder, 'file'), '');
		return join(this.folder, 'file', 'l.sqlite');
	}

	async work() {
		await this.store.open();
		return (await this.store.list('work', { limit: 100, after: '' })).rows;
	}

	/** As Settle does for records that the mapper skips. */
	async settleSkipped(trigger: StartedTrigger, store = this.store): Promise<void> {
		const items = trigger.executions.at(-1)![0]!.map(({ json }) => json.ledger as { id: string; token: string });
		await store.open();
		await store.change(settle(items.map(({ id, token }) => ({ outcome: 'skipped', subject: { kind: 'contact', id }, token, reason: 'switchedOff', requestIds: [] })), DEFAULT_SETTINGS, Date.now()));
	}

	async remove(): Promise<void> {
		for (const trigger of this.started) await trigger.close();
		await this.store.close();
		await this.sandbox.stop();
		if (this.before === undefined) delete process.env.N8N_USER_FOLDER;
		else process.env.N8N_USER_FOLDER = this.before;
		rmSync(this.folder, { recursive: true, force: true });
	}
}

interface NotifyOptions {
	topic?: string;
	secret?: string;
	/** Workspace that it comes from. */
	app?: string;
	parameters?: INodeParameters;
	/** Besides that for Intercom. */
	credentials?: StoredCredentials;
	mode?: WorkflowExecuteMode;
}
