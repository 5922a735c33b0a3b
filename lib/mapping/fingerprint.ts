import { hash } from 'node:crypto';
import type { MappedRecord } from '../sync/record/record';

/** What counts for a fingerprint: values, groups, owner, what was merged into the record and, where a change of them is to be noted, the notes. */
export type Fingerprinted = Pick<MappedRecord, 'xero' | 'groups' | 'owner' | 'notes' | 'notesWhen'> & Partial<Pick<MappedRecord, 'previousIds'>>;

/** 132 bits: a ledger keeps one for each record, and none of two meets the other by chance. */
const CHARACTERS = 22;

/**
 * Hash of what would be sent, nothing of its source. Two records with the same fingerprint need no call to Xero; the
 * order of keys does not matter, the order in lists does. Notes that are added once, with the first sync, are no
 * difference later, and a record whose owners are not mapped has the fingerprint it had before there were owners. A merge in Intercom counts though
 * it changed no value: the other record may have left a contact in Xero. Pure.
 */
export function fingerprintOf({ xero, groups, owner, notes, notesWhen, previousIds = [] }: Fingerprinted): string {
	const merged = previousIds.length > 0 && { previousIds: [...previousIds].sort() };
	const counted = { xero, groups, ...merged, ...(owner !== undefined && { owner }), notes: notesWhen === 'change' ? notes : [] };
	return hash('sha256', canonicalJson(counted), 'base64url').slice(0, CHARACTERS);
}

/** JSON with the keys of every object in order; absent and undefined are one. Plain loops: it runs for every record. */
function canonicalJson(value: unknown): string {
	if (typeof value === 'string') return JSON.stringify(value);
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	return Array.isArray(value) ? listJson(value) : objectJson(value as Readonly<Record<string, unknown>>);
}

function listJson(list: readonly unknown[]): string {
	let json = '[';
	for (const value of list) json += json === '[' ? canonicalJson(value) : `,${canonicalJson(value)}`;
	return `${json}]`;
}

function objectJson(object: Readonly<Record<string, unknown>>): string {
	let json = '{';
	for (const key of Object.keys(object).sort()) {
		const value = object[key];
		// Keys are names of fields, nothing in them needs escaping.
		if (value !== undefined) json += `${json === '{' ? '"' : ',"'}${key}":${canonicalJson(value)}`;
	}
	return `${json}}`;
}
