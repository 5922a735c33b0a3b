import { omit } from 'es-toolkit';
import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import { pageBeside } from '../../lib/intercom/api/hosts';
import type { Mapped, PersonResult, Rejected, Skipped } from '../../lib/mapping/person/person';
import { problem, shown, type Problem } from '../../lib/mapping/rules/problem';
import { carriedLedger } from '../shared/carriedLedger';

/** Outputs of the node, in their order. */
export const OUTPUT_NAMES = ['Mapped', 'Rejected', 'Skipped'] as const;

const OUTPUT: Record<PersonResult['kind'], number> = { mapped: 0, rejected: 1, skipped: 2 };

/** A mapped record with its page in Intercom, where the item that was read names one of its workspace. */
export function withPage(result: PersonResult, url: unknown): PersonResult {
	if (result.kind !== 'mapped') return result;
	const { record } = result;
	const page = pageBeside(typeof url === 'string' ? url : '', record.kind === 'organisation' ? 'companies' : 'users', record.intercomId);
	return page === '' ? result : { ...result, record: { ...record, url: page } };
}

/**
 * By which output a result leaves and what its item holds. The key `error` is never used: n8n would move such items.
 * @param segments the chosen ones that the record is in; undefined where none is chosen
 */
export function outputOf(result: Mapped | Rejected | Skipped, input: IDataObject, segments?: string): { output: number; json: IDataObject } {
	const learned = segments === undefined ? {} : { segments };
	return { output: OUTPUT[result.kind], json: { ...bodyOf(result), ...carriedLedger(input, `mapper.${result.kind}`, learned) } };
}

function bodyOf(result: PersonResult): IDataObject {
	if (result.kind === 'mapped') {
		// What Xero gets is what a person looks for in the first column; ids come after it.
		const { xero, ...rest } = result.record;
		return { xero, ...rest } as unknown as IDataObject;
	}
	return omit(result, ['kind']) as unknown as IDataObject;
}

/** The answer to an item that is no profile. */
export function notAProfile(item: unknown): Rejected {
	const fix = 'Connect the Done output of Intercom Contacts (Contact: Get Profile) to this node.';
	return rejectedItem(item, problem('item', 'notAProfile', '', 'The item is not an Intercom profile: it has no contact with an id', fix));
}

/** The answer to an item that is no company. */
export function notACompany(item: unknown): Rejected {
	const fix = 'Connect the Done output of Intercom Contacts (Company: Get) to this node.';
	return rejectedItem(item, problem('item', 'notACompany', '', 'The item is not an Intercom company: it has no id', fix));
}

/** The answer to an item whose parameters could not be read. */
export function unreadableFields(item: unknown, error: unknown): Rejected {
	const fix = 'Correct the expressions under Fields.';
	return rejectedItem(item, problem('item', 'fieldsUnreadable', '', `The fields could not be read: ${textOf(error)}`, fix));
}

/** The answer to an item at which the node itself failed while it is set to go on. */
export function failedMapping(item: unknown, error: unknown): Rejected {
	const fix = 'Check the parameters of the node.';
	return rejectedItem(item, problem('item', 'mappingFailed', '', `The item could not be mapped: ${textOf(error)}`, fix));
}

function rejectedItem(item: unknown, found: Problem): Rejected {
	const source = isRecord(item) && isRecord(item.contact) ? item.contact : {};
	const part = (name: string) => (typeof source[name] === 'string' ? shown(source[name]) : '');
	const contact = { id: part('id'), name: part('name'), email: part('email') };
	const message = `${found.message}. ${found.fix}`;
	return { kind: 'rejected', intercomId: contact.id, reason: found.rule, message, problems: [found], contact };
}

function textOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return message.slice(0, 200).replace(/\.$/, '');
}
