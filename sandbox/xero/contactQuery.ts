import type { Switches } from '../switches/switches';
import { highVolume, notFound, queryParse, unparsableId, urlTooLong, type Answer } from './answer';
import type { ContactRecord } from './contactRecord';
import { byUpdatedThenId } from './contactStore';
import { modifiedSince } from './dates';
import { isGuid, type XeroCall } from './operation';
import { candidates, isOptimised, matchesWhere, type MatchRules } from './whereMatch';
import { parseWhere, type Where } from './whereParse';
import { WhereError } from './whereTokens';

const MAX_IDS = 52;
const OPTIMISED_ORDERS = ['ContactID', 'UpdatedDateUTC', 'Name'];
const ORDER_FIELDS = [...OPTIMISED_ORDERS, 'EmailAddress', 'FirstName', 'LastName', 'AccountNumber', 'ContactNumber'];

/** The contacts a read is about, in order and before paging; or Xero's refusal. */
export function queryContacts(call: XeroCall): ContactRecord[] | Answer {
	try {
		return select(call);
	} catch (error) {
		if (error instanceof WhereError) return queryParse(error.message);
		throw error;
	}
}

function select(call: XeroCall): ContactRecord[] | Answer {
	const { query, organisation } = call;
	const where = query.where === undefined || query.where.trim() === '' ? null : parseWhere(query.where);
	const order = parseOrder(query.order);
	const large = organisation.contacts.size > call.world.options.highVolumeContacts;
	if (large && !((where === null || isOptimised(where)) && order.every(([field]) => OPTIMISED_ORDERS.includes(field)))) {
		return highVolume();
	}
	const ids = query.IDs === undefined || query.IDs === '' ? null : query.IDs.split(',').map((id) => id.trim().toLowerCase());
	const idProblem = ids === null ? null : checkIds(ids, call);
	if (idProblem !== null) return idProblem;
	const found = startingFrom(call, where, ids).filter((record) => wanted(record, call, where, ids !== null));
	return order.length === 0 ? found : [...found].sort(byOrder(order));
}

function checkIds(ids: string[], call: XeroCall): Answer | null {
	const { switches } = call.kernel;
	if (ids.length > MAX_IDS && switches.get('xero.fiftyThreeIds') === '404') return urlTooLong();
	const broken = ids.find((id) => !isGuid(id));
	if (broken !== undefined) return unparsableId(broken);
	const unknown = ids.some((id) => call.organisation.contacts.get(id) === undefined);
	return unknown && switches.get('xero.unknownIdInRead') === '404' ? notFound() : null;
}

/** The smallest list that holds all matches, in the default order. */
function startingFrom(call: XeroCall, where: Where | null, ids: string[] | null): readonly ContactRecord[] {
	const store = call.organisation.contacts;
	if (ids !== null) {
		return [...new Set(ids)].flatMap((id) => store.get(id) ?? []).sort(byUpdatedThenId);
	}
	const indexed = where === null ? null : candidates(where, store);
	return indexed === null ? store.sorted() : [...indexed].sort(byUpdatedThenId);
}

function wanted(record: ContactRecord, call: XeroCall, where: Where | null, byId: boolean): boolean {
	const { query, kernel } = call;
	if (record.status !== 'ACTIVE' && !showsArchived(query, byId, kernel.switches)) return false;
	const since = call.modifiedSince === undefined ? undefined : modifiedSince(call.modifiedSince);
	// Second accuracy: a change within the same second as the watermark shows up again.
	if (since !== undefined && Math.floor(record.updatedAt / 1_000) * 1_000 < since) return false;
	if (query.searchTerm !== undefined && !hasTerm(record, query.searchTerm.toLowerCase())) return false;
	return where === null || matchesWhere(record, where, rulesFor(where, kernel.switches));
}

function showsArchived(query: Record<string, string>, byId: boolean, switches: Switches): boolean {
	if (query.includeArchived?.toLowerCase() === 'true') return true;
	return byId && switches.get('xero.archivedInIds') === 'returned';
}

function hasTerm(record: ContactRecord, term: string): boolean {
	const { Name, FirstName, LastName, ContactNumber, CompanyNumber, EmailAddress } = record.text;
	return [Name, FirstName, LastName, ContactNumber, CompanyNumber, EmailAddress].some(
		(text) => text?.toLowerCase().includes(term) === true,
	);
}

function rulesFor(where: Where, switches: Switches): MatchRules {
	return {
		numberIgnoresCase: switches.get('xero.contactNumberCase') === 'insensitive',
		foldsText: isOptimised(where) || switches.get('xero.orFilterCase') === 'insensitive',
		methodNeedsValue: switches.get('xero.methodOnEmptyField') === '400',
	};
}

type Order = Array<[field: string, descending: boolean]>;

function parseOrder(text: string | undefined): Order {
	if (text === undefined || text.trim() === '') return [];
	return text.split(',').map((part) => {
		const [field = '', direction = 'ASC', ...rest] = part.trim().split(/\s+/);
		const sense = direction.toUpperCase();
		if (!ORDER_FIELDS.includes(field) || rest.length > 0 || !['ASC', 'DESC'].includes(sense)) {
			throw new WhereError(`No property or field '${field}' exists in type 'Contact'`);
		}
		return [field, sense === 'DESC'];
	});
}

function byOrder(order: Order): (a: ContactRecord, b: ContactRecord) => number {
	return (a, b) => {
		for (const [field, descending] of order) {
			const [left, right] = [orderKey(a, field), orderKey(b, field)];
			if (left !== right) return left < right === descending ? 1 : -1;
		}
		return byUpdatedThenId(a, b);
	};
}

function orderKey(record: ContactRecord, field: string): string | number {
	if (field === 'ContactID') return record.id;
	if (field === 'UpdatedDateUTC') return record.updatedAt;
	return (record.text[field as 'Name'] ?? '').toLowerCase();
}
