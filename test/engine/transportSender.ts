import nock from 'nock';
import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';
import type { HttpRequest, HttpResponse, NoAnswer } from '../../lib/http/transport';
import { authenticatedTransport } from '../../nodes/shared/authenticatedTransport';
import { runNode } from './runWorkflow';

export const HOST = 'https://vendor.example';
export const OAUTH = 'xeroAccountingOAuth2Api';
const TOKEN = 'intercomAppTokenApi';
export const SIMULATOR = 'http://localhost:4999';

const CREDENTIALS = {
	[TOKEN]: { accessToken: 'tok', region: 'us' },
	[OAUTH]: {
		clientId: 'client',
		clientSecret: 'geheim',
		simulatorUrl: SIMULATOR,
		oauthTokenData: { access_token: 'stale', refresh_token: 'r1', token_type: 'Bearer' },
	},
};

interface Sending {
	request?: Partial<HttpRequest>;
	type?: typeof OAUTH | typeof TOKEN;
	renew?: 'on401' | 'never';
	connected?: boolean;
	/** The editor's Stop button. */
	stop?: AbortSignal;
}

/** Sends one request from inside a node that the real engine runs. */
export async function send({ request, type = TOKEN, renew, connected = true, stop }: Sending = {}): Promise<HttpResponse | NoAnswer> {
	let answer: HttpResponse | NoAnswer | undefined;
	const node: INodeType = {
		description: {
			displayName: 'Sender',
			name: 'sender',
			group: ['transform'],
			version: 1,
			description: 'Sends one request',
			defaults: { name: 'Sender' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const transport = authenticatedTransport(this, type, renew);
			const sent = transport({ method: 'GET', url: `${HOST}/things`, timeoutMs: 1_000, ...request });
			answer = await sent.catch((error: NoAnswer) => error);
			return [[]];
		},
	};
	const { [type]: stored } = structuredClone(CREDENTIALS);
	if (!connected && 'oauthTokenData' in stored) delete (stored as Partial<typeof stored>).oauthTokenData;
	const result = await runNode({ type: 'test.sender', extraNodes: { 'test.sender': node }, items: [{ json: {} }], credentials: { [type]: stored }, ...(stop && { signal: stop }) });
	if (result.error && !stop) throw result.error;
	if (answer === undefined) throw new Error('nothing was sent');
	return answer;
}

export const vendor = () => nock(HOST);
