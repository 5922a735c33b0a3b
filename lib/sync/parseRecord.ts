import { isRecord } from '../http/isRecord';
import type { Failure } from '../http/failure';
import type { MappedRecord } from './record';

/**
 * Reads an item that should be a mapped record; items come from anywhere in a workflow.
 * @returns the record, or a failure that names what is missing. Pure, never throws.
 */
export function parseRecord(value: unknown): { ok: true; record: MappedRecord } | { ok: false; failure: Failure } {
	const missing = firstFault(value);
	if (missing === undefined) return { ok: true, record: withDefaults(value as MappedRecord) };
	return {
		ok: false,
		failure: {
			class: 'validation',
			reason: 'notAMappedRecord',
			message: `This item is not a mapped record: ${missing}`,
			nextStep: 'Connect the Mapped output of the Intercom to Xero Mapper to this node.',
			retryable: false,
			field: missing.split(' ')[0],
		},
	};
}

function firstFault(value: unknown): string | undefined {
	if (!isRecord(value)) return 'it is not an object';
	if (typeof value.intercomId !== 'string' || value.intercomId.trim() === '') return 'intercomId is missing';
	if (!['user', 'lead', 'company'].includes(String(value.role))) return 'role is not user, lead or company';
	if (!isRecord(value.xero)) return 'xero (the mapped fields) is missing';
	if (!isRecord(value.match) || typeof value.match.name !== 'string') return 'match (the keys to find it by) is missing';
	if (!isRecord(value.source) || !isEpoch(value.source.createdAt) || !isEpoch(value.source.updatedAt)) {
		return 'source (the times in Intercom) is missing';
	}
	if (typeof value.fingerprint !== 'string') return 'fingerprint is missing';
	return listFault(value.xero);
}

/** Slots and people are lists of objects wherever they are mapped at all. */
function listFault(xero: Record<string, unknown>): string | undefined {
	for (const field of ['Phones', 'Addresses', 'ContactPersons']) {
		const list = xero[field];
		if (list !== undefined && !(Array.isArray(list) && list.every(isRecord))) return `xero.${field} is not a list`;
	}
	for (const [field, text] of Object.entries(xero)) {
		if (!['Phones', 'Addresses', 'ContactPersons'].includes(field) && typeof text !== 'string') {
			return `xero.${field} is not text`;
		}
	}
	const name = xero.Name;
	return typeof name === 'string' && name.trim() !== '' ? undefined : 'xero.Name is empty';
}

function isEpoch(value: unknown): boolean {
	return typeof value === 'number' && Number.isFinite(value);
}

function withDefaults(record: MappedRecord): MappedRecord {
	return {
		...record,
		previousIds: Array.isArray(record.previousIds) ? record.previousIds : [],
		groups: Array.isArray(record.groups) ? record.groups : [],
		notes: Array.isArray(record.notes) ? record.notes : [],
		rules: isRecord(record.rules) ? record.rules : {},
		match: { ...record.match, contactNumber: record.intercomId },
	};
}
