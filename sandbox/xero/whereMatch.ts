import type { ContactRecord, TextField } from './contactRecord';
import { folded, INDEXED_FIELDS, type ContactStore, type IndexedField } from './contactStore';
import type { Where, WhereValue } from './whereParse';
import { WhereError } from './whereTokens';

/** How this organisation compares where the vendor is silent. */
export interface MatchRules {
	numberIgnoresCase: boolean;
	/** Names, emails and account numbers are compared whatever their case. */
	foldsText: boolean;
	/** A text method on a field that is not set is an error. */
	methodNeedsValue: boolean;
}

const OPTIMISED: readonly string[] = ['Name', 'EmailAddress', 'AccountNumber'];
const isEquals = (sign: string): boolean => sign === '=' || sign === '==';

/** Only `=` on name, email or account number, alone or joined by AND. */
export function isOptimised(where: Where): boolean {
	if (where.kind === 'and') return isOptimised(where.left) && isOptimised(where.right);
	return where.kind === 'compare' && !where.lower && isEquals(where.sign) && OPTIMISED.includes(where.field);
}

/** Contacts that can match at all, found by index; null where all have to be looked at. */
export function candidates(where: Where, store: ContactStore): ContactRecord[] | null {
	if (where.kind === 'and') return candidates(where.left, store) ?? candidates(where.right, store);
	if (where.kind === 'or') {
		const [left, right] = [candidates(where.left, store), candidates(where.right, store)];
		return left === null || right === null ? null : [...new Set([...left, ...right])];
	}
	if (where.kind !== 'compare' || !isEquals(where.sign) || typeof where.value !== 'string') return null;
	const indexed = (INDEXED_FIELDS as readonly string[]).includes(where.field);
	return indexed ? store.having(where.field as IndexedField, where.value) : null;
}

/** Whether a contact matches. @throws {WhereError} where Xero answers 400 */
export function matchesWhere(record: ContactRecord, where: Where, rules: MatchRules): boolean {
	if (where.kind === 'and') return matchesWhere(record, where.left, rules) && matchesWhere(record, where.right, rules);
	if (where.kind === 'or') return matchesWhere(record, where.left, rules) || matchesWhere(record, where.right, rules);
	if (where.kind === 'not') return !matchesWhere(record, where.inner, rules);
	const actual = valueOf(record, where.field);
	if (where.kind === 'method') return methodMatches(actual, where, rules);
	const fold = foldingOf(where.field, where.lower, rules);
	return compare(folding(actual, fold), where.sign, where.lower ? where.value : folding(where.value, fold));
}

type Fold = (text: string) => string;

function foldingOf(field: string, lower: boolean, rules: MatchRules): Fold {
	if (lower) return (text) => text.toLowerCase();
	if (OPTIMISED.includes(field) && rules.foldsText) return folded;
	return field === 'ContactNumber' && rules.numberIgnoresCase ? (text) => text.toLowerCase() : (text) => text;
}

function folding(value: WhereValue, fold: Fold): WhereValue {
	return typeof value === 'string' ? fold(value) : value;
}

function methodMatches(actual: WhereValue, where: Where & { kind: 'method' }, rules: MatchRules): boolean {
	if (typeof actual !== 'string') {
		if (rules.methodNeedsValue) throw new WhereError('Object reference not set to an instance of an object.');
		return false;
	}
	const fold = foldingOf(where.field, where.lower, rules);
	const [text, part] = [fold(actual), where.lower ? where.text : fold(where.text)];
	if (where.method === 'StartsWith') return text.startsWith(part);
	return where.method === 'EndsWith' ? text.endsWith(part) : text.includes(part);
}

function valueOf(record: ContactRecord, field: string): WhereValue {
	if (field === 'ContactID') return record.id;
	if (field === 'ContactStatus') return record.status;
	if (field === 'UpdatedDateUTC') return record.updatedAt;
	if (field === 'IsCustomer') return record.readOnly.IsCustomer;
	if (field === 'IsSupplier') return record.readOnly.IsSupplier;
	if (field === 'Website') return record.readOnly.Website ?? null;
	return record.text[field as TextField] ?? null;
}

function compare(actual: WhereValue, sign: string, wanted: WhereValue): boolean {
	if (isEquals(sign)) return actual === wanted;
	if (sign === '!=' || sign === '<>') return actual !== wanted;
	if (actual === null || wanted === null) return false;
	if (sign === '>') return actual > wanted;
	if (sign === '<') return actual < wanted;
	return sign === '>=' ? actual >= wanted : actual <= wanted;
}
