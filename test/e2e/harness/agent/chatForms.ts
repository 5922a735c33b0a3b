/** What goes over the wire of a chat API that speaks as OpenAI's does. @see https://platform.openai.com/docs/api-reference/chat/create */
export interface ChatRequest {
	model: string;
	messages: ChatMessage[];
	tools?: ChatTool[];
}

export interface ChatMessage {
	role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
	content?: string | Array<{ type: string; text?: string }> | null;
	tool_calls?: ToolCall[];
	tool_call_id?: string;
}

export interface ToolCall {
	id: string;
	type: 'function';
	/** Arguments are JSON, as text. */
	function: { name: string; arguments: string };
}

export interface ChatTool {
	type: 'function';
	function: { name: string; description?: string; parameters?: ToolSchema };
}

/** JSON Schema of what a tool takes. */
export interface ToolSchema {
	type: 'object';
	properties?: Record<string, { type?: string; description?: string }>;
	required?: string[];
}

/** The text of a message, whichever form it has. Pure. */
export function textOf({ content }: ChatMessage): string {
	return typeof content === 'string' ? content : (content ?? []).map(({ text = '' }) => text).join('');
}
