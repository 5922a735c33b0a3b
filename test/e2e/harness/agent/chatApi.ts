import { randomBytes } from 'node:crypto';
import Ajv from 'ajv';
import fastify from 'fastify';
import { textOf, type ChatMessage, type ChatRequest, type ChatTool, type ToolCall } from './chatForms';
import { refusalOf, type ChatRefusal } from './chatRefusal';

/**
 * What the model makes up its mind to do in one turn: calls of tools side by side, with what it knows to fill them in.
 * `isLoose`: it adds what no tool asked for, as a model may whose tools are not `strict`.
 */
export type Turn = ReadonlyArray<{ tool: string; facts: Record<string, unknown>; isLoose?: boolean }>;

/** A stand-in of a chat API that speaks as OpenAI's does, with a model that does what its user asks turn by turn. */
export interface ChatApi {
	/** As the credential of n8n takes it. */
	url: string;
	key: string;
	/** Every request that was taken, oldest first. */
	readonly taken: ChatRequest[];
	/** What was refused, as the vendor words it. */
	readonly refused: ChatRefusal[];
	close(): Promise<void>;
}

const KEY = 'sk-proj-stand-in-0123456789';

export async function startChatApi(): Promise<ChatApi> {
	const app = fastify({ forceCloseConnections: true, bodyLimit: 20 * 1024 * 1024 });
	const taken: ChatRequest[] = [];
	const refused: ChatRefusal[] = [];
	app.post('/v1/chat/completions', async ({ body, headers }, reply) => {
		const refusal = refusalOfKey(headers.authorization) ?? refusalOf(body);
		if (refusal !== null) {
			refused.push(refusal);
			const { status, ...error } = refusal;
			return await reply.code(status).send({ error: { ...error, type: 'invalid_request_error' } });
		}
		const request = body as ChatRequest;
		taken.push(request);
		return await reply.send(completion(request, answerOf(request)));
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	return { url: `${address}/v1`, key: KEY, taken, refused, close: async () => await app.close() };
}

function refusalOfKey(authorization = ''): ChatRefusal | null {
	if (authorization === `Bearer ${KEY}`) return null;
	if (authorization === '') return { status: 401, message: "You didn't provide an API key.", param: null, code: null };
	return { status: 401, message: 'Incorrect API key provided.', param: null, code: 'invalid_api_key' };
}

interface Answer {
	content: string | null;
	tool_calls?: ToolCall[];
}

/** The turns stand in the user's message, as JSON; how many of them are done the conversation itself says. */
function answerOf({ messages, tools = [] }: ChatRequest): Answer {
	const asked = messages.findLastIndex(({ role }) => role === 'user');
	const turns = JSON.parse(textOf(messages[asked]!)) as Turn[];
	// A client may send calls that came side by side as messages of their own.
	const answered = messages.slice(asked + 1).filter(({ role }) => role === 'tool').length;
	const turn = turnAfter(turns, answered);
	if (turn === undefined) return { content: 'All of it is done.' };
	return { content: null, tool_calls: turn.map((call) => callOf(tools, call)) };
}

function turnAfter(turns: readonly Turn[], answered: number): Turn | undefined {
	let left = answered;
	return turns.find((turn) => {
		left -= turn.length;
		return left < 0;
	});
}

/** A model fills in what the schema asks for, out of what it knows. @throws where the tool is not there or does not ask for just that */
function callOf(tools: readonly ChatTool[], { tool: name, facts, isLoose = false }: Turn[number]): ToolCall {
	const tool = tools.find((one) => one.function.name === name);
	if (tool === undefined) throw new Error(`The model was given no tool ${name}, but ${tools.map((one) => one.function.name).join(', ')}`);
	const validate = new Ajv({ strict: false, allErrors: true }).compile({ ...tool.function.parameters, additionalProperties: isLoose });
	if (!validate(facts)) throw new Error(`${name} takes something else: ${JSON.stringify(validate.errors)}`);
	return { id: `call_${randomBytes(12).toString('hex')}`, type: 'function', function: { name, arguments: JSON.stringify(facts) } };
}

function completion({ model }: ChatRequest, message: Answer): object {
	return {
		id: `chatcmpl-${randomBytes(12).toString('hex')}`, object: 'chat.completion', created: Math.floor(Date.now() / 1_000), model: `${model}-2025-04-14`, service_tier: 'default', system_fingerprint: null,
		choices: [{ index: 0, message: { role: 'assistant', refusal: null, annotations: [], ...message }, logprobs: null, finish_reason: message.tool_calls === undefined ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** What the model was told that its calls came to, in their order: the text of each `tool` message of the last request. */
export function toldOf(taken: readonly ChatRequest[]): string[] {
	const messages: readonly ChatMessage[] = taken.at(-1)?.messages ?? [];
	return messages.filter(({ role }) => role === 'tool').map(textOf);
}
