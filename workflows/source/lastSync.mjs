import { columns, enrichBy, GOES_ON, P, row, rows, set, test, where } from './parameters.mjs';

/** Every node that takes what was synced last from the state, adds it to mapped records, and keeps it afterwards. */
export const stateOf = (key, kind) => where(['key', 'eq', key], ['kind', 'eq', kind]);

/** Three nodes: recall, unpack, join. @param fields what makes a row of the state known by the field `by` of a record */
export function addRecall(canvas, [recalled, unpacked, joined], { places: [recallAt, unpackAt, joinAt], state, fields, by }) {
	canvas.add('dataTable', recalled, recallAt, rows('get', 'state', { ...state, returnAll: false, limit: 1 }), { alwaysOutputData: true, ...GOES_ON });
	canvas.add('set', unpacked, unpackAt, set({ ...fields, lastSync: ["={{ JSON.parse($json.lastSync || 'null') || { } }}", 'object'] }));
	canvas.add('merge', joined, joinAt, enrichBy(by));
}

/** Where the operation of Create or Update in Xero is Preview, nothing is kept, told or written anywhere. */
export const IS_REAL = '!$json.preview';

/** Passes what is not older than what was written last to the same contact. */
export const NEWEST = test(`={{ ${IS_REAL} && $json.reason !== 'olderThanLastWritten' && (($json.record.lastSync?.sourceUpdatedAt ?? 0) <= $json.sourceUpdatedAt || $json.record.lastSync.xeroContactId !== $json.xeroContactId) }}`);

/** Intercom does not name the Xero contact yet, or another one. */
export const DIFFERS = '$json.record.match.contactId !== $json.xeroContactId || $json.record.match.organisationId !== $json.organisationId';
export const REFERENCE_DIFFERS = test(`={{ ${IS_REAL} && (${DIFFERS}) }}`);

/** Passes failures after which Xero may hold the record all the same. */
export const MAY_HOLD = test(`={{ ${IS_REAL} && !!$json.record?.lastSync && (!!$json.xeroContactId || (['transient', 'uncertain', 'quota', 'auth'].includes($json.class) && $json.reason !== 'xeroDayReserve')) }}`);

/** Keeps what was synced last but its fingerprint, so that the next sync compares with Xero. */
export function doubt(key, kind) {
	return rows('update', 'state', { ...stateOf(key, kind), ...columns({ fingerprint: '', lastSync: "={{ JSON.stringify({ ...$json.record.lastSync, fingerprint: '' }) }}" }) });
}

/**
 * Upsert of a row of the state. The reconciliation asks its column sourceUpdatedAt whether a contact is synced, so one of a
 * company's staff has its own time there, and one whose reference is still to be stored has none.
 * @param fingerprint expression of the record's own
 */
export function remember(key, kind, fingerprint) {
	const lastSync = `fingerprint: ${fingerprint}, sourceUpdatedAt: $json.sourceUpdatedAt, xeroUpdatedAt: $json.xeroUpdatedAt, xeroContactId: $json.xeroContactId, organisationId: $json.organisationId, values: $json.values ?? $json.record.lastSync?.values ?? $json.record.xero`;
	const known = { key, kind, fingerprint: `={{ ${fingerprint} }}`, sourceUpdatedAt: `={{ ${DIFFERS} ? 0 : $json.record.staff?.updatedAt ?? $json.sourceUpdatedAt }}`, xeroContactId: '={{ $json.xeroContactId }}' };
	return rows('upsert', 'state', { ...stateOf(key, kind), ...row({ ...known, lastSync: `={{ JSON.stringify({ ${lastSync} }) }}`, seenAt: `={{ ${P}.startedAt }}`, missed: 0 }) });
}
