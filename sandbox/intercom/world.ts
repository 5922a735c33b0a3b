import type { Kernel } from '../kernel/kernel';
import { createApp, type AppOptions, type IntercomApp, type TokenState } from './apps';
import { Deliveries, headRefusal, type DeliverySettings } from './delivery';
import type { Desk, Origin } from './desk';
import { asSent } from './escaping';
import type { ContactRecord } from './model';
import { People } from './people';
import { RateLimiter } from './rateLimit';
import { seedContacts, type SeedOptions } from './seed';
import { TOPICS, type Topic } from './topics';
import { Workspace, type WorkspaceSettings } from './workspace';

export interface IntercomOptions extends WorkspaceSettings {
	/** The app that is there from the start. */
	clientId: string;
	clientSecret: string;
	accessToken: string;
	appVersion: string;
	delivery: Partial<DeliverySettings>;
}

export const INTERCOM_DEFAULTS: IntercomOptions = {
	id: 'sandbox1',
	name: 'Sandbox workspace',
	timezone: 'Australia/Sydney',
	region: 'US',
	clientId: 'sandbox-intercom-client',
	clientSecret: 'sandbox-intercom-secret',
	accessToken: 'sandbox-intercom-token',
	appVersion: '2.16',
	delivery: {},
};

/** Workspaces, apps and everything that reaches their webhooks. */
export class IntercomWorld {
	readonly workspaces = new Map<string, Workspace>();
	readonly apps = new Map<string, IntercomApp>();
	readonly deliveries: Deliveries;
	readonly rates = new RateLimiter();
	/** Open company scrolls by app and workspace. */
	readonly scrolls = new Map<string, { param: string; at: number; usedAt: number }>();
	private readonly options: IntercomOptions;
	private readonly listeners = new Set<(contact: ContactRecord, workspace: Workspace) => void>();

	constructor(
		readonly kernel: Kernel,
		options: Partial<IntercomOptions> = {},
	) {
		this.options = { ...INTERCOM_DEFAULTS, ...options };
		const pingSigned = () => kernel.switches.get('intercom.pingSigned') === 'yes';
		this.deliveries = new Deliveries(() => kernel.clock.now(), pingSigned, this.options.delivery);
		this.reset();
	}

	/** As at the start: one empty workspace, one app with a token and no subscription. */
	reset(): void {
		const { id, name, timezone, region, clientId, clientSecret, accessToken, appVersion } = this.options;
		this.deliveries.reset();
		this.rates.reset();
		this.scrolls.clear();
		this.workspaces.clear();
		this.apps.clear();
		this.addWorkspace({ id, name, timezone, region });
		this.addApp({ name: 'Xero sync', clientId, clientSecret, workspaceIds: [id], accessToken, version: appVersion });
	}

	/** Empties a workspace's records; apps, tokens and subscriptions stay connected. */
	clearRecords(workspaceId = this.options.id): void {
		this.addWorkspace(this.workspace(workspaceId).settings);
		this.deliveries.reset();
		this.scrolls.clear();
	}

	addWorkspace(settings: WorkspaceSettings): Workspace {
		const workspace = new Workspace(settings, (contact) => {
			for (const listener of this.listeners) listener(contact, workspace);
		});
		this.workspaces.set(settings.id, workspace);
		for (const [name, email] of STAFF) workspace.addAdmin(name, email);
		return workspace;
	}

	addApp(options: AppOptions): IntercomApp {
		const app = createApp(options);
		this.apps.set(app.clientId, app);
		return app;
	}

	/** @throws on an unknown id; absent: the first workspace */
	workspace(id = this.options.id): Workspace {
		return known(this.workspaces.get(id), `There is no workspace ${id}`);
	}

	/** @throws on an unknown client id; absent: the first app */
	app(clientId = this.options.clientId): IntercomApp {
		return known(this.apps.get(clientId), `There is no app ${clientId}`);
	}

	/** What people do in Intercom's own pages; every change sends its notifications. */
	people(workspaceId?: string): People {
		return new People(() => this.desk('person', workspaceId));
	}

	desk(origin: Origin, workspaceId?: string): Desk {
		const workspace = this.workspace(workspaceId);
		const switchOf: Desk['switchOf'] = (name) => this.kernel.switches.get(name);
		return {
			workspace,
			origin,
			now: this.kernel.clock.now(),
			switchOf,
			announce: (topic, item) => this.announce(workspace.id, topic, asSent(item, { switchOf })),
		};
	}

	/** Fills a workspace without notifications. @returns ids in the order made */
	seedContacts(count: number, options: SeedOptions & { workspaceId?: string } = {}): string[] {
		return seedContacts(this.workspace(options.workspaceId), this.kernel.clock.now(), count, options);
	}

	/**
	 * Saves an endpoint and its topics as the Developer Hub does: a HEAD first.
	 * @param topics absent: every topic @throws where the endpoint does not answer
	 */
	async subscribeWebhook(url: string, topics: string[] = Object.keys(TOPICS), clientId?: string): Promise<void> {
		const app = this.app(clientId);
		const unknown = topics.find((topic) => !(topic in TOPICS));
		if (unknown !== undefined) throw new Error(`There is no topic ${unknown}`);
		const refusal = await headRefusal(url, this.kernel.switches.get('intercom.headAccepts'), this.deliveries.settings.deadlineMs);
		if (refusal !== null) throw new Error(refusal);
		app.subscription = { url, topics: new Set(topics), state: 'live', pausedUntil: 0, throttleMs: 0, errorsInRow: 0, errorsSince: 0 };
	}

	/** The Developer Hub's "Send test request" button. */
	sendTestPing(clientId?: string, workspaceId?: string): void {
		this.deliveries.sendPing(this.app(clientId), this.workspace(workspaceId).id);
	}

	/** Puts every access token of an app into a state, such as `revoked`; `live` mends it. */
	setTokens(state: TokenState, clientId?: string): void {
		for (const token of this.app(clientId).tokens.values()) token.state = state;
	}

	/** Told of every stored contact. @returns a function that ends the subscription */
	subscribe(listener: (contact: ContactRecord, workspace: Workspace) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	private announce(workspaceId: string, topic: Topic, item: unknown): void {
		const spelling = topic === 'contact.unarchive' ? this.kernel.switches.get('intercom.unarchiveTopic') : topic;
		for (const app of this.apps.values()) {
			if (app.workspaceIds.has(workspaceId)) this.deliveries.dispatch(app, workspaceId, topic, item, spelling);
		}
	}
}

const STAFF: ReadonlyArray<[name: string, email: string]> = [
	['Olivia Operator', 'olivia@sandbox.example'],
	['Sam Sales', 'sam@sandbox.example'],
];

function known<T>(value: T | undefined, message: string): T {
	if (value === undefined) throw new Error(message);
	return value;
}

export function createIntercomWorld(kernel: Kernel, options: Partial<IntercomOptions> = {}): IntercomWorld {
	return new IntercomWorld(kernel, options);
}
