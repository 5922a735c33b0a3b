import type { INode } from 'n8n-workflow';
import type { Sandbox, SandboxOptions } from '../sandbox';
import { startSandbox } from '../start';
import { connectWithoutBrowser } from '../n8n/consent';
import { createCredential, type CredentialReference } from '../n8n/credentials';
import { Editor } from '../n8n/editor';
import { N8nInstance, type N8nOptions } from '../n8n/instance';
import { installOurPackage } from '../n8n/packageInstall';
import { N8nSession } from '../n8n/session';
import {
	editWorkflow,
	importWorkflows,
	publishWorkflow,
	shippedWorkflow,
	webhookUrl,
	type StoredWorkflow,
	type WorkflowFile,
} from '../n8n/workflows';
import { INTERCOM_APP, XERO_APP, XERO_READER } from './apps';

export interface StageOptions {
	/** A workflow of `workflows/` by name, or one of the caller's own; default `quick-start`. */
	workflow?: string | WorkflowFile;
	/** Changes nodes before publishing, after our own settings. */
	node?: (node: INode, stage: { sandbox: Sandbox }) => INode;
	sandbox?: SandboxOptions;
	n8n?: N8nOptions;
	/** Scope of the Xero credential; default that of a new credential. */
	xeroScope?: string;
	/** Whether a person in a real browser connects the credentials (the default), or requests do what the browser does. */
	connect?: 'browser' | 'requests';
	/** Another build of the package than this checkout's: a checkout that is built. */
	checkout?: string;
	/** Settings of the workflow; default: executions that succeed are kept, so that they can be looked at. */
	settings?: object;
	/** Workflows of `workflows/` that are imported beside it, with the same choices in their panels, and not published. */
	beside?: readonly string[];
	/** What is done before the workflow is published, as a person runs Setup first. */
	beforePublishing?: (stage: PreparedStage) => Promise<void>;
	/** Told what is happening, one line a step. */
	say?: (line: string) => void;
}

/** Everything but the workflow that is to go live. */
export interface PreparedStage extends Pick<Stage, 'sandbox' | 'n8n' | 'session' | 'credentials' | 'beside'> {
	/** Node by node what is chosen in the panels. */
	node: (node: INode) => INode;
}

/** Both vendors, a real n8n with the package installed, credentials connected, a workflow live and subscribed. */
export interface Stage {
	sandbox: Sandbox;
	n8n: N8nInstance;
	session: N8nSession;
	credentials: CredentialReference[];
	workflow: StoredWorkflow;
	/** Ids of the workflows beside it, by the names of their files. */
	beside: Readonly<Record<string, string>>;
	/** Where Intercom sends its notifications. */
	triggerUrl: string;
	/** Whether nothing waits in the workflow's own memory; absent: it has none. */
	isAtRest?: () => Promise<boolean>;
	close(): Promise<void>;
}

export async function startStage(options: StageOptions = {}): Promise<Stage> {
	const say = options.say ?? (() => {});
	const closing: Array<() => Promise<void>> = [];
	const close = async () => {
		for (const end of closing.splice(0).reverse()) await end();
	};
	try {
		const sandbox = await startSandbox(withApps(options.sandbox));
		closing.push(async () => await sandbox.stop());
		say(`Intercom and Xero stand-ins are up: ${sandbox.pageUrl}`);
		const n8n = await N8nInstance.create(options.n8n);
		closing.push(async () => await n8n.dispose());
		await installOurPackage(n8n, options.checkout);
		say('Package installed, starting n8n');
		await n8n.start();
		const session = await N8nSession.login(n8n);
		const { workflow: chosen = 'quick-start', beside: names = [] } = options;
		const file = typeof chosen === 'string' ? shippedWorkflow(chosen) : chosen;
		say('Connecting credentials, importing workflows');
		const listens = file.nodes.find(listensToXero);
		// Xero shows its key with the address, and n8n gives the address once the workflow is there.
		const webhookSigningKey = listens && sandbox.xero.webhooks.save(`${n8n.baseUrl}/webhook/later`).signingKey;
		const [credentials, [id = '', ...others]] = await Promise.all([
			connectAll(session, sandbox, { ...options, ...(webhookSigningKey !== undefined && { webhookSigningKey }) }),
			importWorkflows(n8n, [file, ...names.map(shippedWorkflow)]),
		]);
		const node = (each: INode) => options.node?.(prepared(each, sandbox), { sandbox }) ?? prepared(each, sandbox);
		for (const other of others) await editWorkflow(session, other, { credentials, node });
		const beside = Object.fromEntries(names.map((name, place) => [name, others[place] ?? '']));
		await options.beforePublishing?.({ sandbox, n8n, session, credentials, beside, node });
		await editWorkflow(session, id, { credentials, node, settings: options.settings ?? { saveDataSuccessExecution: 'all' } });
		const workflow = await publishWorkflow(session, id);
		const triggerUrl = webhookUrl(n8n, workflow, triggerName(workflow));
		await sandbox.intercom.subscribeWebhook(triggerUrl);
		if (listens) await subscribeToXero(sandbox, webhookUrl(n8n, workflow, listens.name));
		return { sandbox, n8n, session, credentials, workflow, beside, triggerUrl, close };
	} catch (error) {
		await close();
		throw error;
	}
}

export function withApps(options: SandboxOptions = {}): SandboxOptions {
	return { ...options, xero: { apps: [XERO_APP, XERO_READER], ...options.xero }, intercom: { ...INTERCOM_APP, ...options.intercom } };
}

/** Three credentials; the two OAuth ones are connected on the vendors' consent pages. */
export async function connectAll(session: N8nSession, sandbox: Pick<Sandbox, 'xeroUrl' | 'intercomUrl'>, options: Pick<StageOptions, 'xeroScope' | 'connect'> & { webhookSigningKey?: string }): Promise<CredentialReference[]> {
	const { xeroScope: scope, connect = 'browser', webhookSigningKey } = options;
	const intercom = { clientId: INTERCOM_APP.clientId, clientSecret: INTERCOM_APP.clientSecret, simulatorUrl: sandbox.intercomUrl };
	const [xeroOAuth, intercomOAuth, token] = await Promise.all([
		createCredential(session, {
			type: 'xeroAccountingOAuth2Api',
			name: 'Xero (sandbox)',
			data: { clientId: XERO_APP.clientId, clientSecret: XERO_APP.clientSecret, simulatorUrl: sandbox.xeroUrl, ...(scope !== undefined && { scope }), ...(webhookSigningKey !== undefined && { webhookSigningKey }) },
		}),
		createCredential(session, { type: 'intercomAppOAuth2Api', name: 'Intercom app (sandbox)', data: intercom }),
		createCredential(session, {
			type: 'intercomAppTokenApi',
			name: 'Intercom token (sandbox)',
			data: { ...intercom, clientId: undefined, accessToken: INTERCOM_APP.accessToken },
		}),
	]);
	const byConsent = [xeroOAuth, intercomOAuth];
	if (connect === 'browser') await connectInBrowser(session.n8n, byConsent);
	else for (const credential of byConsent) await connectWithoutBrowser(session, credential);
	return [...byConsent, token];
}

function listensToXero({ type, parameters }: INode): boolean {
	return type.endsWith('.xeroTrigger') && parameters.listenBy !== 'poll';
}

/** What a person does in Xero's developer portal: the delivery URL, and the intent to receive. */
async function subscribeToXero({ xero }: Sandbox, url: string): Promise<void> {
	xero.webhooks.save(url);
	const wrong = await xero.webhooks.sendIntentToReceive();
	if (wrong.length > 0) throw new Error(`Xero's intent to receive was not passed: ${wrong.join('; ')}`);
}

async function connectInBrowser(n8n: N8nInstance, credentials: CredentialReference[]): Promise<void> {
	const editor = await Editor.open(n8n);
	try {
		// One after the other: n8n tells all its tabs of a success, and the other one would close its window.
		for (const credential of credentials) await editor.connect(credential);
	} finally {
		await editor.close();
	}
}

/** What a user chooses in the panels after the import: OAuth, the organisation, and here visitors as well as users. */
export function prepared(node: INode, sandbox: Sandbox): INode {
	const organisation = { __rl: true, mode: 'id', value: sandbox.xero.organisation().id };
	const chosen: Record<string, INode['parameters']> = {
		intercomTrigger: { authentication: 'oAuth2', ...(node.parameters.deliver !== 'ledger' && { topics: LIVE_TOPICS }) },
		intercomContacts: { authentication: 'oAuth2' },
		intercomContactUpsert: { authentication: 'oAuth2' },
		intercomToXeroMapper: { syncWhom: 'everyone' },
		syncLedger: node.parameters.operation === 'sweep' ? { authentication: 'oAuth2' } : {},
		syncLedgerTrigger: isOnPages(node) ? {} : { authentication: 'oAuth2', organisation },
		xeroContactUpsert: isToBeChosen(node) ? { organisation } : {},
	};
	const name = node.type.replace(/^n8n-nodes-intercom-xero\./, '');
	return { ...node, parameters: { ...node.parameters, ...chosen[name] } };
}

/** Whether a person chooses the organisation of a node; where none stands under By ID, items of a ledger bring theirs. */
export function isToBeChosen({ parameters }: INode): boolean {
	const { mode, value } = (parameters.organisation ?? { mode: 'list', value: '' }) as { mode: string; value: string };
	return mode === 'list' && value === '';
}

/** One of a migration asks nobody whose data it is. */
function isOnPages({ parameters: { triggerOn } }: INode): boolean {
	return Array.isArray(triggerOn) && triggerOn.some((on) => on === 'pages');
}

const LIVE_TOPICS = [
	'contact.user.created',
	'contact.user.updated',
	'contact.lead.created',
	'contact.lead.updated',
	'contact.email.updated',
	'contact.lead.added_email',
	'contact.lead.signed_up',
	'contact.merged',
	'contact.archived',
	'contact.deleted',
];

export function triggerName({ name, nodes }: StoredWorkflow): string {
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-intercom-xero.intercomTrigger');
	if (!trigger) throw new Error(`The workflow ${name} has no Intercom Trigger`);
	return trigger.name;
}
