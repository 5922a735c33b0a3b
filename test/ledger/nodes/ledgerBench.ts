import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { claim } from '../../../lib/ledger/decisions/claim';
import { bind } from '../../../lib/ledger/decisions/holders';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { receive } from '../../../lib/ledger/decisions/receive';
import { batchItems } from '../../../lib/ledger/emitter/items';
import type { NotificationFacts } from '../../../lib/ledger/events/notification';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../../lib/ledger/settings';
import { sqliteStore } from '../../../lib/ledger/store/sqlite/store';
import { runNode, type NodeResult, type NodeRun } from '../../engine/runWorkflow';

export const WORKSPACE = 'workspace1';
export const ORGANISATION = '45e4708e-d862-4111-ab3a-dd8cd03913e1';

export const contact = (n: number): Subject => ({ kind: 'contact', id: `6961d404${n.toString(16).padStart(16, '0')}` });
export const company = (n: number): Subject => ({ kind: 'company', id: `5862c004${n.toString(16).padStart(16, '0')}` });

/** A ledger in a real file, the trigger's part played beside the node under test. */
export class LedgerBench {
	private readonly folder = mkdtempSync(join(tmpdir(), 'sync-ledger-'));
	readonly path = join(this.folder, 'ledger.sqlite');
	readonly store = sqliteStore(this.path);
	private tokens = 0;

	constructor(
		private readonly workspaceId = WORKSPACE,
		private readonly organisationId = ORGANISATION,
	) {}

	async open(settings: Partial<PublishedSettings> = {}): Promise<this> {
		await this.store.open();
		await this.store.change(bind({ workspaceId: this.workspaceId, region: 'us', organisationId: this.organisationId, organisationName: 'Demo Company (AU)', boundAt: Date.now() }));
		await this.store.change(writeSettings({ ...DEFAULT_PUBLISHED, ...settings }, Date.now()));
		return this;
	}

	async remove(): Promise<void> {
		await this.store.close();
		rmSync(this.folder, { recursive: true });
	}

	/** Runs Sync Ledger on these items in n8n's engine. */
	async run(operation: string, items: readonly IDataObject[] = [{}], parameters: INodeParameters = {}, more: Partial<NodeRun> = {}): Promise<NodeResult> {
		return await runNode({
			type: 'syncLedger', parameters: { operation, ledgerOptions: { path: this.path }, ...parameters }, items: items.map((json, item) => ({ json, pairedItem: { item } })), mode: 'trigger', ...more,
		});
	}

	/** The items of one run that went well. */
	async emitted(operation: string, items: readonly IDataObject[] = [{}], parameters: INodeParameters = {}, more: Partial<NodeRun> = {}): Promise<IDataObject[]> {
		const { outputs, error } = await this.run(operation, items, parameters, more);
		if (error) throw error;
		return (outputs[0] ?? []).map(({ json }) => json);
	}

	/** What a run that failed says; undefined: it went well. */
	async fault(operation: string, items: readonly IDataObject[], parameters: INodeParameters = {}): Promise<string | undefined> {
		return (await this.run(operation, items, parameters)).error?.message;
	}

	/** Tells of changes, as Intercom does. */
	async notify(subjects: readonly Subject[], facts: Partial<NotificationFacts> = {}, settings: PublishedSettings = DEFAULT_PUBLISHED): Promise<void> {
		const seconds = Math.floor(Date.now() / 1_000);
		for (const subject of subjects) {
			await this.store.change(receive({ subject, topic: `${subject.kind}.updated`, occurredAtSeconds: seconds, updatedAtSeconds: seconds, shown: null, reference: null, mergedIds: [], ...facts }, settings, Date.now()));
		}
	}

	/** Claims what is due. @returns the items of both outputs, as the trigger makes them */
	async claim(settings: PublishedSettings = DEFAULT_PUBLISHED): Promise<{ due: IDataObject[]; gone: IDataObject[] }> {
		const { claimed } = await this.store.change(claim({ token: `token ${(this.tokens += 1)}`, holder: 'test', limit: settings.batchSize }, settings, Date.now()));
		return batchItems(claimed, { name: 'default', billTo: settings.billTo, organisationId: this.organisationId, workspaceId: this.workspaceId }) as unknown as { due: IDataObject[]; gone: IDataObject[] };
	}

	async rows<Name extends 'record' | 'work' | 'review' | 'alert' | 'audit'>(name: Name) {
		return (await this.store.list(name, { limit: 500, after: '' })).rows;
	}
}
