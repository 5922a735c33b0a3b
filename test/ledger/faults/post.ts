import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { INode, INodeExecutionData, WorkflowExecuteMode } from 'n8n-workflow';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { NodeHooks } from '../../engine/additionalData';
import { callWebhook } from '../../engine/callWebhook';
import type { StoredCredentials } from '../../engine/credentialStore';

/** Where the workflows stand that listen. */
interface Listening {
	/** The one under test, and whatever syncs beside it. */
	choices: { workflow: string };
	live: string;
	sandbox: Sandbox;
	credentials: StoredCredentials;
	ran: Set<string>;
	hooks: NodeHooks;
	nodesOf(workflow: string): INode[];
	start(workflow: string, startNode: string, outputs: INodeExecutionData[][], mode: WorkflowExecuteMode): Promise<boolean>;
	executes(work: Promise<unknown>): void;
}

const MOST_INTENTS = 20;

/** Takes what both vendors send and hands it to the triggers of the workflow, as n8n's server does. */
export class Post {
	private stage: Listening | null = null;

	private constructor(private readonly app: FastifyInstance) {}

	static async open(): Promise<Post> {
		const app = fastify({ forceCloseConnections: true });
		const post = new Post(app);
		app.removeAllContentTypeParsers();
		app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
		app.head('/intercom', async () => await Promise.resolve(''));
		for (const vendor of ['intercom', 'xero'] as const) {
			app.post(`/${vendor}`, async (request, reply) => {
				const { status, body } = await post.deliver(vendor, request);
				return await reply.code(status).send(body === undefined ? '' : JSON.stringify(body));
			});
		}
		await app.listen({ host: '127.0.0.1', port: 0 });
		return post;
	}

	async close(): Promise<void> {
		await this.app.close();
	}

	/** The endpoints are saved with both vendors, as far as the workflow listens to them. */
	async subscribe(stage: Listening): Promise<void> {
		this.stage = stage;
		const { sandbox, credentials } = stage;
		const address = this.app.listeningOrigin;
		if (this.trigger('intercom')) await sandbox.intercom.subscribeWebhook(`${address}/intercom`);
		if (!this.trigger('xero')) return;
		const { signingKey } = sandbox.xero.webhooks.save(`${address}/xero`);
		credentials.xeroAccountingOAuth2Api!.webhookSigningKey = signingKey;
		// Five seconds are little while the first call loads all nodes on a busy machine; a person presses the button again.
		let wrong = await sandbox.xero.webhooks.sendIntentToReceive();
		for (let again = 0; wrong.length > 0 && again < MOST_INTENTS; again++) wrong = await sandbox.xero.webhooks.sendIntentToReceive();
		if (wrong.length > 0) throw new Error(wrong.join('; '));
	}

	/** In the workflow under test, or else in that which is live beside it. */
	private trigger(vendor: 'intercom' | 'xero') {
		const stage = this.stage!;
		for (const workflow of [stage.choices.workflow, stage.live]) {
			const named = shippedWorkflow(workflow).nodes.find(({ type }) => type.endsWith(`.${vendor}Trigger`))?.name;
			if (named !== undefined) return { workflow, node: stage.nodesOf(workflow).find(({ name }) => name === named)! };
		}
		return null;
	}

	private async deliver(vendor: 'intercom' | 'xero', { headers, body }: FastifyRequest): Promise<{ status: number; body: unknown }> {
		const stage = this.stage!;
		const { workflow, node } = this.trigger(vendor)!;
		const type = vendor === 'intercom' ? 'intercomAppTokenApi' : 'xeroAccountingOAuth2Api';
		const workspaceId = stage.sandbox.intercom.workspace().id;
		stage.ran.add(`${workflow}: ${node.name}`);
		await stage.hooks.before(`${workflow}: ${node.name}`);
		const { status, body: answer, items } = await callWebhook({
			type: `${vendor}Trigger`, parameters: { ...node.parameters, ...(vendor === 'intercom' && { workspaceId }) }, credentials: { [type]: stage.credentials[type]! }, credentialId: type,
			headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])), rawBody: body as Buffer,
		});
		await stage.hooks.after(`${workflow}: ${node.name}`);
		// The vendor has its answer before the execution ends.
		if (items) stage.executes(stage.start(workflow, node.name, [items], 'webhook'));
		return { status, body: answer };
	}
}
