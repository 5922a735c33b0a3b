import { TEXT_FIELDS } from './contactRecord';
import { WhereError, whereTokens, type Token } from './whereTokens';

export type WhereValue = string | number | boolean | null;

export type Where =
	| { kind: 'and'; left: Where; right: Where }
	| { kind: 'or'; left: Where; right: Where }
	| { kind: 'not'; inner: Where }
	| { kind: 'compare'; field: string; lower: boolean; sign: string; value: WhereValue }
	| { kind: 'method'; field: string; lower: boolean; method: string; text: string };

const FIELDS = new Set<string>([
	...TEXT_FIELDS,
	'ContactID',
	'ContactStatus',
	'IsCustomer',
	'IsSupplier',
	'UpdatedDateUTC',
	'Website',
]);
const METHODS = ['Contains', 'StartsWith', 'EndsWith'];
const COMPARISONS = ['=', '==', '!=', '<>', '>', '<', '>=', '<='];

/** Reads a where filter. @throws {WhereError} where Xero answers QueryParseException */
export function parseWhere(where: string): Where {
	return new WhereParser(whereTokens(where)).all();
}

class WhereParser {
	private position = 0;

	constructor(private readonly tokens: Token[]) {}

	all(): Where {
		const where = this.either();
		if (this.position < this.tokens.length) throw new WhereError('Syntax error');
		return where;
	}

	private either(): Where {
		let left = this.both();
		while (this.takeAny('||', 'OR')) left = { kind: 'or', left, right: this.both() };
		return left;
	}

	private both(): Where {
		let left = this.single();
		while (this.takeAny('&&', 'AND')) left = { kind: 'and', left, right: this.single() };
		return left;
	}

	private single(): Where {
		if (this.takeAny('!', 'NOT')) return { kind: 'not', inner: this.single() };
		if (!this.takeAny('(')) return this.condition();
		const inner = this.either();
		this.expect(')');
		return inner;
	}

	private condition(): Where {
		const field = this.word();
		if (!FIELDS.has(field)) throw new WhereError(`No property or field '${field}' exists in type 'Contact'`);
		let lower = false;
		while (this.takeAny('.')) {
			const method = this.word();
			this.expect('(');
			if (METHODS.includes(method)) return this.method(field, lower, method);
			if (method !== 'ToLower') throw new WhereError(`No applicable method '${method}' exists`);
			this.expect(')');
			lower = true;
		}
		const sign = this.next();
		if (sign.kind !== 'sign' || !COMPARISONS.includes(sign.value)) throw new WhereError('Expression of type Boolean expected');
		return { kind: 'compare', field, lower, sign: sign.value, value: this.value() };
	}

	private method(field: string, lower: boolean, method: string): Where {
		const text = this.value();
		this.expect(')');
		if (typeof text !== 'string') throw new WhereError(`No applicable method '${method}' exists`);
		return { kind: 'method', field, lower, method, text };
	}

	private value(): WhereValue {
		const token = this.next();
		if (token.kind === 'text' || token.kind === 'number') return token.value;
		if (token.kind === 'sign') throw new WhereError('Expression expected');
		const word = token.value.toLowerCase();
		if (word === 'true' || word === 'false') return word === 'true';
		if (word === 'null') return null;
		if (word === 'guid') return this.guid();
		if (word === 'datetime') return this.dateTime();
		throw new WhereError(`No property or field '${token.value}' exists`);
	}

	private guid(): string {
		this.expect('(');
		const text = this.value();
		this.expect(')');
		return String(text).toLowerCase();
	}

	private dateTime(): number {
		this.expect('(');
		const parts = [Number(this.value())];
		while (this.takeAny(',')) parts.push(Number(this.value()));
		this.expect(')');
		const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
		return Date.UTC(year, month - 1, day, hour, minute, second);
	}

	private word(): string {
		const token = this.next();
		if (token.kind !== 'word') throw new WhereError('Identifier expected');
		return token.value;
	}

	private next(): Token {
		const token = this.tokens[this.position++];
		if (token === undefined) throw new WhereError('Expression expected');
		return token;
	}

	private takeAny(...wanted: string[]): boolean {
		const token = this.tokens[this.position];
		if (token === undefined || token.kind === 'text' || token.kind === 'number') return false;
		if (!wanted.includes(token.value.toUpperCase())) return false;
		this.position++;
		return true;
	}

	private expect(sign: string): void {
		if (!this.takeAny(sign)) throw new WhereError(`'${sign}' expected`);
	}
}
