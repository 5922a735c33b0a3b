export type Token =
	| { kind: 'text'; value: string }
	| { kind: 'number'; value: number }
	| { kind: 'word'; value: string }
	| { kind: 'sign'; value: string };

/** What Xero answers as QueryParseException. */
export class WhereError extends Error {}

const PATTERNS: Array<[RegExp, (match: string) => Token | null]> = [
	[/^\s+/, () => null],
	// A quote inside a value has to be doubled; a plain one ends the value and the rest is no sense.
	[/^"(?:[^"]|"")*"/, (match) => ({ kind: 'text', value: match.slice(1, -1).replace(/""/g, '"') })],
	[/^\d+(?:\.\d+)?/, (match) => ({ kind: 'number', value: Number(match) })],
	[/^[A-Za-z_]\w*/, (match) => ({ kind: 'word', value: match })],
	[/^(?:==|!=|<>|>=|<=|&&|\|\||[=<>!(),.])/, (match) => ({ kind: 'sign', value: match })],
];

/** @throws {WhereError} on anything that is no token, an unclosed quote included */
export function whereTokens(where: string): Token[] {
	const tokens: Token[] = [];
	let rest = where;
	while (rest !== '') {
		const [length, token] = nextToken(rest);
		if (token !== null) tokens.push(token);
		rest = rest.slice(length);
	}
	return tokens;
}

function nextToken(rest: string): [number, Token | null] {
	for (const [pattern, make] of PATTERNS) {
		const match = pattern.exec(rest)?.[0];
		if (match !== undefined) return [match.length, make(match)];
	}
	throw new WhereError(rest.startsWith('"') ? 'Unterminated string literal' : `Syntax error '${rest[0] ?? ''}'`);
}
