import { withRemembered } from '../../../lib/mapping/remembered';
import { decide, type Claims, type DecideOptions } from '../../../lib/sync/decide/decide';
import { sourceOrder } from '../../../lib/sync/record/sourceOrder';
import type { LastSync } from '../../../lib/sync/record/record';
import { whyNotAgain, type Written } from '../../../lib/sync/write/memory';
import { contactOf, ME, OPTIONS, recordOf, viewOf } from './records';

const SECOND = 1_760_000_000;
const WRITE_MS = SECOND * 1_000 + 20_000;
const written = { sourceUpdatedAt: SECOND, fingerprint: 'f1', at: WRITE_MS };
const readAt = (ms: number | undefined, fingerprint = 'f2') => recordOf({ fingerprint, source: { updatedAt: SECOND, ...(ms !== undefined && { readAt: ms }) } });

test.each<[string, ReturnType<typeof recordOf>, ReturnType<typeof sourceOrder>]>([
	['a later second is newer, whenever it was read', recordOf({ fingerprint: 'f2', source: { updatedAt: SECOND + 1, readAt: 0 } }), 'newer'],
	['an earlier one is older', recordOf({ fingerprint: 'f2', source: { updatedAt: SECOND - 1, readAt: WRITE_MS + 60_000 } }), 'older'],
	['the same content of one second is the same', readAt(0, 'f1'), 'same'],
	['other content, read long after the write: newer', readAt(WRITE_MS + 60_000), 'newer'],
	['other content, read before the write: which is newer is not known', readAt(WRITE_MS - 10_000), 'unclear'],
	['other content, read as good as with the write: neither', readAt(WRITE_MS + 1_000), 'unclear'],
	['a write whose time lies in the future says nothing', readAt(WRITE_MS - 24 * 3_600_000), 'newer'],
	['a record that does not say when it was read', readAt(undefined), 'newer'],
])('%s', (_, record, order) => {
	expect(sourceOrder(record, written)).toBe(order);
});

const WRITTEN: Written = { fingerprint: 'f1', xeroContactId: 'x1', sourceUpdatedAt: SECOND, xeroUpdatedAt: 5, hadReference: true, at: WRITE_MS };

test('what this process wrote is not written over by another state of that second', () => {
	expect(whyNotAgain(readAt(WRITE_MS - 10_000), WRITTEN)).toBe('readAgain');
	expect(whyNotAgain(readAt(WRITE_MS + 60_000), WRITTEN)).toBeUndefined();
});

test('A, B, A over two processes: what another one wrote after us is known by the last sync', () => {
	const lastSync: LastSync = { fingerprint: 'f2', sourceUpdatedAt: SECOND, xeroUpdatedAt: 6, values: {} };
	expect(whyNotAgain({ ...readAt(WRITE_MS, 'f1'), lastSync }, WRITTEN)).toBeUndefined();
	expect(whyNotAgain({ ...readAt(WRITE_MS, 'f1'), lastSync: { ...lastSync, xeroUpdatedAt: 4 } }, WRITTEN)).toBe('justWritten');
});

test('nor is what another process wrote: the record has to be read again, and is written then', () => {
	const contact = contactOf('a', { ContactNumber: ME, EmailAddress: 'other@example.com' });
	const lastSync: LastSync = { fingerprint: 'f1', sourceUpdatedAt: SECOND, xeroUpdatedAt: WRITE_MS, values: {} };
	const options: DecideOptions = { ...OPTIONS, nameTaken: 'suffix', conflict: 'intercomWins' };
	const decided = (ms: number, last: LastSync = lastSync, { foresees = false, compare = false } = {}) => {
		const claims: Claims = { seniors: new Map(), contacts: new Map(), names: new Set() };
		return decide({ record: { ...readAt(ms), lastSync: last, ...(compare && { compare }) }, lost: 0, broken: 0, sent: 0, requestIds: [] }, viewOf(contact), claims, { ...options, foresees });
	};
	expect(decided(WRITE_MS - 10_000)).toMatchObject({ kind: 'settled', outcome: { outcome: 'failed', reason: 'changedWithinASecond', failure: { retryable: true } } });
	expect(decided(WRITE_MS + 60_000)).toMatchObject({ kind: 'write' });
	expect(decided(WRITE_MS + 60_000, { ...lastSync, sourceUpdatedAt: SECOND + 1 })).toMatchObject({ kind: 'settled', outcome: { outcome: 'unchanged', reason: 'olderThanLastWritten' } });
	// A dry run waits for nobody; what it compares is told as it stands.
	expect(decided(WRITE_MS - 10_000, lastSync, { foresees: true })).toMatchObject({ kind: 'write' });
	expect(decided(WRITE_MS - 10_000, lastSync, { foresees: true, compare: true })).toMatchObject({ kind: 'settled', outcome: { reason: 'changedWithinASecond' } });
	expect(decided(WRITE_MS - 10_000, { ...lastSync, sourceUpdatedAt: SECOND + 1 }, { foresees: true })).toMatchObject({ kind: 'settled', outcome: { reason: 'olderThanLastWritten' } });
});

describe('a company comes by itself and by each of its staff', () => {
	const XERO = { Name: 'Acme', TaxNumber: '51 824 753 556' };
	const jane = { FirstName: 'Jane', EmailAddress: 'jane@acme.example', IncludeInEmails: false };
	const byHerself = (updatedAt: number | undefined, more: object = {}) => ({ ...recordOf({ kind: 'organisation', fingerprint: 'f2', source: { updatedAt: SECOND, readAt: WRITE_MS - 100 }, xero: { ...XERO, ContactPersons: [jane] } }), staff: { intercomId: 'jane', updatedAt }, ...more });
	const ofCompany = { ...written, xero: XERO };
	const ofJane = (updatedAt: number | undefined) => ({ ...ofCompany, staff: { intercomId: 'jane', updatedAt } });

	test.each<[string, ReturnType<typeof recordOf>, Parameters<typeof sourceOrder>[1], ReturnType<typeof sourceOrder>]>([
		['written by itself, now by Jane: only she is added', byHerself(7), ofCompany, 'newer'],
		['written by Kim, who reads its mail, now by Jane', byHerself(7), { ...ofCompany, xero: { ...XERO, EmailAddress: 'kim@acme.example', FirstName: 'Kim', LastName: 'Lee' }, staff: { intercomId: 'kim', updatedAt: 7 } }, 'newer'],
		['written by itself with another ABN in that second', byHerself(7), { ...ofCompany, xero: { ...XERO, TaxNumber: '83 914 571 673' } }, 'unclear'],
		['written by Kim, what is not kept', byHerself(7), { ...written, staff: { intercomId: 'kim', updatedAt: 7 } }, 'unclear'],
		['Jane was changed since, her company was not', byHerself(8), ofJane(7), 'newer'],
		['a newer state of Jane was written', byHerself(6), ofJane(7), 'older'],
		['two states of one second of Jane, too', byHerself(7), ofJane(7), 'unclear'],
		['when she was changed is not known', byHerself(undefined), ofJane(7), 'unclear'],
		['the company itself is older, however new Jane is', byHerself(9, { source: { createdAt: 1, updatedAt: SECOND - 1 } }), ofJane(7), 'older'],
	])('%s', (_, record, last, order) => {
		expect(sourceOrder(record, last)).toBe(order);
	});

	test('what the ledger remembers of Jane says when she was changed', () => {
		const record = { ...byHerself(8), fingerprint: 'f2' };
		const ledger = { kind: 'contact', billTo: 'company', id: 'jane', lastSync: { fingerprint: 'f1', sourceUpdatedAt: 2_000_000_000, xeroUpdatedAt: WRITE_MS, values: {} } };
		expect(withRemembered({ kind: 'mapped', record }, ledger)).toMatchObject({ record: { lastSync: { sourceUpdatedAt: SECOND, staffUpdatedAt: 2_000_000_000 } } });
	});
});
