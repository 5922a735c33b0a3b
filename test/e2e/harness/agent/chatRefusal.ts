import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { isRecord } from '../../../../lib/http/isRecord';

/** What the vendor answers to a request that it does not take, in the shape of its `error`. */
export interface ChatRefusal {
	status: number;
	message: string;
	param: string | null;
	code: string | null;
}

/** A model that the stand-in has; one that answers for many. */
export const MODEL = 'gpt-4.1-mini';

/** Every field of a request, deprecated ones too. @see https://platform.openai.com/docs/api-reference/chat/create */
const KNOWN = new Set(
	('audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens messages metadata modalities model n parallel_tool_calls prediction presence_penalty '
		+ 'prompt_cache_key reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options').split(' '),
);

/** Seen in refusals: `tools` takes 128, a name 64 of these characters, a description 1,024. */
const MOST_TOOLS = 128;
const NAME = /^[a-zA-Z0-9_-]+$/;
const NAME_CHARACTERS = 64;
const DESCRIPTION_CHARACTERS = 1_024;

/** Why a request is refused; null where the vendor would answer it. Pure. */
export function refusalOf(body: unknown): ChatRefusal | null {
	if (!isRecord(body)) return invalid('We could not parse the JSON body of your request.', null);
	const unknown = Object.keys(body).find((key) => !KNOWN.has(key));
	if (unknown !== undefined) return invalid(`Unknown parameter: '${unknown}'.`, unknown, 'unknown_parameter');
	if (typeof body.model !== 'string') return invalid('you must provide a model parameter', null);
	if (body.model !== MODEL) return { status: 404, message: `The model \`${body.model}\` does not exist or you do not have access to it.`, param: null, code: 'model_not_found' };
	if (body.stream === true) return { status: 501, message: 'This stand-in does not stream.', param: 'stream', code: null };
	return refusalOfMessages(body.messages) ?? (body.tools === undefined ? null : refusalOfTools(body.tools));
}

function refusalOfMessages(messages: unknown): ChatRefusal | null {
	if (!Array.isArray(messages)) return invalid("Missing required parameter: 'messages'.", 'messages', 'missing_required_parameter');
	if (messages.length === 0) return invalid("Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", 'messages', 'empty_array');
	/** Calls of the last assistant message that have no answer yet. */
	let open: string[] = [];
	const unanswered = (place: number) => invalid(`An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.join(', ')}`, `messages.[${place}].role`);
	for (const [place, message] of messages.entries()) {
		const { role, content, tool_calls: calls, tool_call_id: answers } = (isRecord(message) ? message : {}) as { role?: unknown; content?: unknown; tool_calls?: unknown; tool_call_id?: unknown };
		if (!['system', 'developer', 'user', 'assistant', 'tool'].includes(String(role))) return invalid(`Invalid value: '${String(role)}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.`, `messages[${place}].role`, 'invalid_value');
		if (role !== 'tool' && open.length > 0) return unanswered(place);
		if (role === 'tool') {
			if (!open.includes(String(answers))) return invalid("Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.", `messages.[${place}].role`);
			open = open.filter((id) => id !== answers);
		}
		const isCalling = role === 'assistant' && Array.isArray(calls) && calls.length > 0;
		if (typeof content !== 'string' && !Array.isArray(content) && !isCalling) return invalid(`Invalid value for 'content': expected a string, got ${content === undefined ? 'nothing' : 'null'}.`, `messages.[${place}].content`);
		if (isCalling) {
			const wrong = calls.map((call, index) => refusalOfCall(call, `messages[${place}].tool_calls[${index}]`)).find((found) => found !== null);
			if (wrong) return wrong;
			open = calls.map((call: { id: string }) => call.id);
		}
	}
	return open.length > 0 ? unanswered(messages.length) : null;
}

/** An ID takes 40 characters, as refusals say. */
function refusalOfCall(call: unknown, place: string): ChatRefusal | null {
	const { id, function: called } = (isRecord(call) ? call : {}) as { id?: unknown; function?: { name?: unknown; arguments?: unknown } };
	if (typeof id !== 'string' || id === '') return invalid(`Missing required parameter: '${place}.id'.`, `${place}.id`, 'missing_required_parameter');
	if (id.length > 40) return tooLong(`${place}.id`, 40, id.length);
	if (typeof called?.arguments !== 'string') return invalid(`Invalid type for '${place}.function.arguments': expected a string.`, `${place}.function.arguments`, 'invalid_type');
	return refusalOfName(called.name, `${place}.function.name`);
}

function refusalOfTools(tools: unknown): ChatRefusal | null {
	if (!Array.isArray(tools) || tools.length === 0) return invalid("Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.", 'tools', 'empty_array');
	if (tools.length > MOST_TOOLS) return invalid(`Invalid 'tools': array too long. Expected an array with maximum length ${MOST_TOOLS}, but got an array with length ${tools.length} instead.`, 'tools', 'array_above_max_length');
	for (const [place, tool] of tools.entries()) {
		const { type, function: told } = tool as { type?: unknown; function?: { name?: unknown; description?: unknown; parameters?: unknown } };
		const param = `tools[${place}].function`;
		if (type !== 'function' || !isRecord(told)) return invalid(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
		const { name, description = '', parameters } = told;
		const wrong = refusalOfName(name, `${param}.name`) ?? (String(description).length > DESCRIPTION_CHARACTERS ? tooLong(`${param}.description`, DESCRIPTION_CHARACTERS, String(description).length) : null);
		if (wrong) return wrong;
		const schemaFault = parameters === undefined ? null : faultOfSchema(parameters);
		if (schemaFault !== null) return invalid(`Invalid schema for function '${String(name)}': ${schemaFault}`, `${param}.parameters`, 'invalid_function_parameters');
	}
	return null;
}

function refusalOfName(name: unknown, param: string): ChatRefusal | null {
	if (typeof name !== 'string' || name === '') return invalid(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
	if (!NAME.test(name)) return invalid(`Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${NAME.source}'.`, param, 'invalid_value');
	return name.length > NAME_CHARACTERS ? tooLong(param, NAME_CHARACTERS, name.length) : null;
}

function faultOfSchema(schema: unknown): string | null {
	const type = isRecord(schema) ? schema.type : undefined;
	if (type !== 'object') return `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(type ?? 'None')}"'.`;
	const where = listWithoutItems(schema, []);
	if (where !== null) return `In context=(${where.map((step) => `'${step}'`).join(', ')}), array schema missing items.`;
	const ajv = addFormats(new Ajv({ strict: false }));
	return ajv.validateSchema(schema as object) === true ? null : `${JSON.stringify(schema)} is not valid under any of the given schemas.`;
}

function listWithoutItems(schema: unknown, path: readonly string[]): readonly string[] | null {
	if (!isRecord(schema)) return null;
	if (schema.type === 'array' && schema.items === undefined) return path;
	for (const [key, below] of Object.entries(schema)) {
		const found = listWithoutItems(below, [...path, key]);
		if (found !== null) return found;
	}
	return null;
}

function tooLong(param: string, most: number, length: number): ChatRefusal {
	return invalid(`Invalid '${param}': string too long. Expected a string with maximum length ${most}, but got a string with length ${length} instead.`, param, 'string_above_max_length');
}

function invalid(message: string, param: string | null, code: string | null = null): ChatRefusal {
	return { status: 400, message, param, code };
}
