import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';

/** What a person looks for first in an item that tells what became of a record; ids and the ids of requests come after it. */
const FIRST = ['name', 'email', 'outcome', 'message', 'nextStep', 'reason'] as const;

/** Whom an item is about. */
export interface Whom {
	name: string;
	email: string;
}

/**
 * An item that tells what became of a record, with what a person reads in the first columns of the output. One that tells
 * nothing (a profile, a mapped record) stays as it is: it is what the next node takes. Pure.
 */
export function arranged(json: IDataObject): IDataObject {
	if (!tells(json)) return json;
	const { name, email } = whom(json);
	const told: IDataObject = { ...json, ...(name !== '' && { name }), ...(email !== '' && { email }) };
	const first = FIRST.filter((key) => told[key] !== undefined).map((key) => [key, told[key]] as const);
	return { ...Object.fromEntries(first), ...told };
}

/** Whether an item says what became of a record, and is no record itself. Pure. */
export function tells(json: IDataObject): boolean {
	return typeof json.message === 'string' || (typeof json.outcome === 'string' && json.outcome !== '' && ('record' in json || 'changes' in json));
}

/** Name and email of the record that an item tells of, wherever on its way it carries them; `''` where it does not. Pure. */
export function whom(json: IDataObject): Whom {
	const shown = placesOf(json).filter(isRecord).map((place) => ({ name: textIn(place, 'name', 'Name', 'shownName'), email: textIn(place, 'email', 'EmailAddress') }));
	return shown.find(({ name, email }) => name !== '' || email !== '') ?? { name: '', email: '' };
}

/** From where it is said best: what was mapped, the profile, what came back from Xero, the item that was not understood. */
function placesOf(json: IDataObject): unknown[] {
	const record = part(json.record);
	const input = part(json.input);
	return [record.match, record.xero, json.contact, json.back, input.contact, part(input.record).match, input.xeroContact, json.xeroContact, record, json, input];
}

function part(value: unknown): Readonly<Record<string, unknown>> {
	return isRecord(value) ? value : {};
}

function textIn(place: Readonly<Record<string, unknown>>, ...keys: string[]): string {
	const found = keys.map((key) => place[key]).find((value) => typeof value === 'string' && value.trim() !== '');
	return typeof found === 'string' ? found.trim() : '';
}
