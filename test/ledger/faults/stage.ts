import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INode, INodeExecutionData, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { bind } from '../../../lib/ledger/decisions/holders';
import { writeSettings } from '../../../lib/ledger/decisions/published';
import { Emitter } from '../../../lib/ledger/emitter/emitter';
import { PageEmitter } from '../../../lib/ledger/emitter/pageEmitter';
import type { ListName, ListRows } from '../../../lib/ledger/store/port';
import { sqliteStore } from '../../../lib/ledger/store/sqlite/store';
import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../../lib/ledger/settings';
import { outputsOf } from '../../../nodes/SyncLedgerTrigger/handOff';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import type { NodeHooks } from '../../engine/additionalData';
import { canvasNodes } from '../../engine/canvasNodes';
import type { StoredCredentials } from '../../engine/credentialStore';
import { runNode, runWorkflow } from '../../engine/runWorkflow';
import { ownOrganisation } from '../foreseen/ownOrganisation';
import { consentFor, credentialsFor, setUp } from '../shipped/setUp';
import { FaultyLedger } from './faultyLedger';
import { Post } from './post';
import { beginMonth } from './time';

/** How a user has set up the workflow under test, and whatever syncs beside it. */
export interface Choices {
	workflow: string;
	/** The one that takes what is due; default: the workflow itself where it does, else contact-sync. */
	live?: 'contact-sync' | 'two-way-sync';
	settings?: Partial<PublishedSettings>;
	/** Parameters chosen in the panels. */
	panels?: (node: INode) => INodeParameters;
	/** Nodes that are shipped switched off, and are on here. */
	on?: readonly string[];
}

const ADDRESS = 'https://alerts.example/hook';
let opened = 0;

/** Both vendors, a ledger in a file, and shipped workflows in n8n's engine; all that n8n's server does is done here. */
export class Stage {
	private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-folder-'));
	private readonly userFolderBefore = process.env.N8N_USER_FOLDER;
	readonly ledger = new FaultyLedger(join(this.folder, '.n8n', 'storage', 'n8n-nodes-intercom-xero.syncLedger', 'default.sqlite'));
	readonly store = sqliteStore(this.ledger.path, this.ledger.open);
	readonly credentials: StoredCredentials;
	/** What went out to a person, oldest first. */
	readonly told: unknown[] = [];
	/** What failed before the eyes of a person who had started it by hand, or called a webhook. */
	readonly seen: string[] = [];
	readonly answered: unknown[] = [];
	/** Nodes that ran, `workflow: node`. */
	readonly ran = new Set<string>();
	/** Around each node, `workflow: node`. */
	hooks: NodeHooks = { before: () => undefined, after: () => undefined };
	/** Called within each node, `workflow: node`: n8n itself breaks down in it. @throws then */
	within: (node: string) => void = () => undefined;
	/** Whenever nothing runs: a person looks at what was told. */
	look: () => void = () => undefined;
	/** The channel to a person takes nothing. @throws then */
	channel: () => void = () => undefined;
	readonly live: 'contact-sync' | 'two-way-sync';
	readonly emitter: Emitter;
	readonly pages: PageEmitter;
	private readonly underWay = new Set<Promise<unknown>>();
	private tokens = 0;

	private constructor(readonly sandbox: Sandbox, readonly choices: Choices, private readonly workspaceId: string, readonly post: Post) {
		process.env.N8N_USER_FOLDER = this.folder;
		this.credentials = credentialsFor(sandbox);
		this.live = choices.live ?? (choices.workflow === 'two-way-sync' ? 'two-way-sync' : 'contact-sync');
		const self = { store: this.store, holder: 'test', isOver: () => false, now: () => Date.now(), newToken: () => String((this.tokens += 1)), over: () => undefined };
		const organisationId = sandbox.xero.organisation().id;
		this.emitter = new Emitter({
			...self, tell: (error) => this.triggerFails(this.live, error), wanted: { work: true, alerts: true, ...(this.live === 'two-way-sync' && { changedInXero: true as const }) }, origin: { name: 'default', organisationId, workspaceId }, workflow: this.live, hearsEndings: true,
			emit: (batch, ended) => this.executes(this.start(this.live, 'Sync Ledger Trigger', outputsOf(batch)), () => ended?.('ended')),
		});
		this.pages = new PageEmitter({ ...self, tell: (error) => this.triggerFails('historical-migration', error), ledger: 'default', emit: (page, ended) => this.executes(this.start('historical-migration', 'Next Page', [[{ json: { ...page } as unknown as IDataObject }]]), () => ended?.('ended')) });
	}

	static async open(choices: Choices): Promise<Stage> {
		beginMonth();
		// Processes keep much by workspace and organisation.
		const workspaceId = `faults${(opened += 1)}`;
		const sandbox = await startSandbox({ intercom: { id: workspaceId, delivery: { timeScale: 0.0002, deadlineMs: 30_000 } }, xero: { organisations: [ownOrganisation()] } });
		const stage = new Stage(sandbox, choices, workspaceId, await Post.open());
		await stage.prepare();
		return stage;
	}

	async close(): Promise<void> {
		await this.post.close();
		await this.store.close();
		await this.sandbox.stop();
		if (this.userFolderBefore === undefined) delete process.env.N8N_USER_FOLDER;
		else process.env.N8N_USER_FOLDER = this.userFolderBefore;
		rmSync(this.folder, { recursive: true, force: true });
	}

	get people() {
		return this.sandbox.intercom.people();
	}

	get organisation() {
		return this.sandbox.xero.organisation();
	}

	async rows<Name extends ListName>(name: Name): Promise<ListRows[Name][]> {
		return (await this.store.list(name, { limit: 1_000, after: '' })).rows;
	}

	/** As a person connects the Xero credential again. */
	reconnectXero(): void {
		this.credentials.xeroAccountingOAuth2Api!.oauthTokenData = consentFor(this.sandbox);
	}

	/** Starts the workflow under test. @returns whether it went through */
	async run(startNode: string, items: readonly IDataObject[] = [{}], mode: WorkflowExecuteMode = 'trigger'): Promise<boolean> {
		return await this.start(this.choices.workflow, startNode, [items.map((json) => ({ json }))], mode);
	}

	/** All that runs has ended, and what vendors send has come. */
	async quiet(): Promise<void> {
		do {
			await Promise.all(this.underWay);
			await Promise.all([this.sandbox.intercom.deliveries.idle(), this.sandbox.xero.webhooks.idle()]);
		} while (this.underWay.size > 0);
	}

	/** Nodes of a workflow, as their user has set them up. */
	nodesOf(workflow: string): INode[] {
		const { panels = () => ({}), on = [] } = this.choices;
		const address = this.choices.settings?.alertAddress ?? ADDRESS;
		const chosen = (node: INode): INodeParameters => ({
			...('alertAddress' in node.parameters && !String(node.parameters.alertAddress).startsWith('=') && { alertAddress: address }),
			...(workflow === this.choices.workflow || workflow === this.live ? panels(node) : {}),
		});
		const nodes = setUp(shippedWorkflow(workflow).nodes.filter(({ type }) => !type.endsWith('.stickyNote')), this.sandbox, this.credentials, chosen);
		// How long n8n rests between its own tries is not what is looked at.
		return nodes.map((node): INode => ({ ...node, ...(node.retryOnFail && { waitBetweenTries: 1 }), ...(on.includes(node.name) && { disabled: false }) }));
	}

	private async prepare(): Promise<void> {
		const { id: organisationId, name: organisationName } = this.organisation;
		await this.store.open();
		await this.store.change(bind({ workspaceId: this.workspaceId, region: 'us', organisationId, organisationName, boundAt: Date.now() }));
		await this.store.change(writeSettings({ ...DEFAULT_PUBLISHED, alertAddress: ADDRESS, ...(this.live === 'two-way-sync' && { bothWays: DEFAULT_BOTH_WAYS }), ...this.choices.settings }, Date.now()));
		await runNode({ type: 'intercomContacts', parameters: { resource: 'workspace', operation: 'prepare', ...(this.choices.settings?.whatXeroKnows && { whatOnlyXeroKnows: true }) }, items: [{ json: {} }], credentials: this.credentials, mode: 'trigger' });
		await this.post.subscribe(this);
	}

	/** An execution as n8n's server starts it, and the way of stops after one that failed. */
	async start(workflow: string, startNode: string, outputs: INodeExecutionData[][], mode: WorkflowExecuteMode = 'trigger'): Promise<boolean> {
		const { connections, settings, name } = shippedWorkflow(workflow);
		this.ran.add(`${workflow}: ${startNode}`);
		// Where an execution starts nothing is done: what a trigger does is done before.
		const hooks: NodeHooks = {
			before: async (node) => {
				this.ran.add(`${workflow}: ${node}`);
				if (node !== startNode) await this.hooks.before(`${workflow}: ${node}`);
			},
			after: async (node) => (node === startNode ? undefined : await this.hooks.after(`${workflow}: ${node}`)),
		};
		const { run } = await runWorkflow({
			workflow: { id: workflow, nodes: this.nodesOf(workflow), connections, ...(settings && { settings: settings as IDataObject }) }, startNode, outputs, credentials: this.credentials, mode, hooks, within: (node) => this.within(`${workflow}: ${node}`),
			extraNodes: canvasNodes({ told: this.told, channel: () => this.channel(), answered: this.answered }),
		});
		const { error, lastNodeExecuted } = run.data.resultData;
		if (error === undefined) return true;
		const answers = mode === 'webhook' && shippedWorkflow(workflow).nodes.some(({ type }) => type.endsWith('.respondToWebhook'));
		if (mode === 'manual' || answers) this.seen.push(error.message);
		if (mode !== 'manual' && mode !== 'error') await this.tellOfStop(workflow, { execution: { id: '1', url: 'http://localhost/execution/1', error: { message: error.message }, lastNodeExecuted, mode }, workflow: { id: workflow, name } });
		return false;
	}

	private async tellOfStop(workflow: string, item: IDataObject): Promise<void> {
		const trigger = shippedWorkflow(workflow).nodes.find(({ type }) => type.endsWith('.errorTrigger'));
		if (trigger) await this.start(workflow, trigger.name, [[{ json: item }]], 'error');
	}

	/** The ledger cannot be used by the trigger: n8n keeps that as a failed execution. */
	private triggerFails(workflow: string, error: unknown): void {
		const { name } = shippedWorkflow(workflow);
		this.executes(this.tellOfStop(workflow, { trigger: { error: { message: error instanceof Error ? error.message : String(error) }, mode: 'trigger' }, workflow: { id: workflow, name } }));
	}

	executes(work: Promise<unknown>, ended: () => void = () => undefined): void {
		const tracked = work.finally(() => {
			this.underWay.delete(tracked);
			ended();
		});
		this.underWay.add(tracked);
	}
}
