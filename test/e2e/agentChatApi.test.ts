import { startChatApi, type ChatApi } from './harness/agent/chatApi';
import { MODEL } from './harness/agent/chatRefusal';

/** The stand-in of the chat API, before an agent speaks to it: it is no kinder than OpenAI. */
let chat: ChatApi;

beforeAll(async () => {
	chat = await startChatApi();
});

afterAll(async () => await chat?.close());

const post = async ({ key = chat.key, ...body }: { key?: string; [field: string]: unknown }): Promise<[number, unknown]> => {
	const answer = await fetch(`${chat.url}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify({ model: MODEL, messages: [hello], ...body }) });
	return [answer.status, await answer.json()];
};
const tool = (name: string, parameters: object = { type: 'object', properties: {} }, description = '') => ({ type: 'function', function: { name, description, parameters } });
const hello = { role: 'user', content: '[]' };
const called = { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'Log', arguments: '{}' } }] };

test.each<[string, { key?: string; [field: string]: unknown }, number, string]>([
	['a name with a blank', { tools: [tool('Write to Xero')] }, 400, "Invalid 'tools[0].function.name': string does not match pattern"],
	['a long description', { tools: [tool('Log', undefined, 'x'.repeat(1_025))] }, 400, 'string too long'],
	['a schema of no object', { tools: [tool('Log', { type: 'string' })] }, 400, "schema must be a JSON Schema of 'type: \"object\"'"],
	['a list of nobody knows what', { tools: [tool('Log', { type: 'object', properties: { ids: { type: 'array' } } })] }, 400, "In context=('properties', 'ids'), array schema missing items"],
	['a call without its answer', { messages: [hello, called] }, 400, 'must be followed by tool messages'],
	['an answer without its call', { messages: [hello, { role: 'tool', tool_call_id: 'call_1', content: '' }] }, 400, "must be a response to a preceeding message with 'tool_calls'"],
	['a field that it does not know', { tool: [] }, 400, "Unknown parameter: 'tool'"],
	['another key', { key: 'sk-other' }, 401, 'Incorrect API key'],
	['another model', { model: 'gpt-none' }, 404, 'does not exist'],
])('refused as by OpenAI: %s', async (_what, body, status, message) => {
	expect(await post(body)).toMatchObject([status, { error: { type: 'invalid_request_error', message: expect.stringContaining(message) } }]);
});

test('what is right is answered: a call filled in from the schema, then a last word', async () => {
	const asked = { role: 'user', content: JSON.stringify([[{ tool: 'Log', facts: { Contact_ID: '1' } }]]) };
	const tools = [tool('Log', { type: 'object', properties: { Contact_ID: { type: 'string' } }, required: ['Contact_ID'] })];
	const [status, first] = (await post({ messages: [asked], tools })) as [number, { choices: Array<{ message: { tool_calls: Array<{ id: string }> } }> }];
	expect([status, first]).toMatchObject([200, { choices: [{ finish_reason: 'tool_calls', message: { content: null, tool_calls: [{ function: { name: 'Log', arguments: '{"Contact_ID":"1"}' } }] } }] }]);
	const { message } = first.choices[0]!;
	const answered = { role: 'tool', tool_call_id: message.tool_calls[0]!.id, content: '[]' };
	expect(await post({ messages: [asked, message, answered], tools })).toMatchObject([200, { choices: [{ finish_reason: 'stop', message: { content: 'All of it is done.' } }] }]);
});
