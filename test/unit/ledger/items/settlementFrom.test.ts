import * as fc from 'fast-check';
import cloneDeep from 'lodash/cloneDeep';
import set from 'lodash/set';
import unset from 'lodash/unset';
import type { IDataObject } from 'n8n-workflow';
import { settledItem } from '../../../../lib/ledger/items/settledItem';
import { settlementFrom, type ItemRead } from '../../../../lib/ledger/items/settlementFrom';
import { unreadableAlert } from '../../../../lib/ledger/items/unsettled';
import { COMPANY, ENDS_OF_NO_WAY, FAILURE, ID, ITEMS, ORGANISATION, XERO_ID } from './realItems';

const read = (item: unknown, position = 0) => settlementFrom(item, position, 'default');
const settlementOf = (one: ItemRead) => (one.kind === 'settlement' ? one.settlement : one);

/** What each real item comes to; what stands in no line here is the same for all. */
const EXPECTED: Readonly<Record<string, object>> = {
	merged: { outcome: 'gone', how: 'merged', winnerId: 'winner' },
	archived: { outcome: 'gone', how: 'archived', changedAtSeconds: 55 },
	companyGone: { outcome: 'gone', how: 'deleted', subject: { kind: 'company', id: COMPANY } },
	unread: { outcome: 'failed', step: 'read', vendor: 'intercom', class: 'quota', reason: 'intercomQuota', retryable: true, retryAt: FAILURE.retryAt, requestIds: ['r9'] },
	companyUnread: { outcome: 'failed', step: 'read', vendor: 'intercom', subject: { kind: 'company', id: COMPANY } },
	rejected: { outcome: 'failed', step: 'map', vendor: 'mapping', class: 'validation', reason: 'maxChars', retryable: false, message: `jane@example.com was not mapped: Name (maxChars), FirstName (maxChars).`, nextStep: expect.stringMatching(/\S/) },
	noProfile: { outcome: 'failed', step: 'map', vendor: 'mapping', reason: 'notAProfile' },
	skipped: { outcome: 'skipped', reason: 'lead', segments: 'Paying' },
	updated: { outcome: 'synced', result: 'updated', as: 'person', xeroContactId: XERO_ID, sourceUpdatedAtSeconds: 77, xeroUpdatedAt: 99, shown: 'hash', reference: 'owed', changes: [{ field: 'Name', before: 'Jane', after: 'Jane Doe' }], requestIds: ['r1'], intercomUrl: 'https://app.intercom.com/a/apps/w/users/1' },
	created: { outcome: 'synced', result: 'created' },
	telling: { outcome: 'synced', tell: [{ key: 'k', about: 'addressChanged', message: 'Invoices go elsewhere.', nextStep: 'Look.', url: 'https://go.xero.com/1' }] },
	linked: { outcome: 'synced', result: 'linked', as: 'staff', sourceUpdatedAtSeconds: 77 },
	ofCompany: { outcome: 'synced', result: 'created', as: 'organisation', sourceUpdatedAtSeconds: 5, subject: { kind: 'company', id: COMPANY } },
	review: { outcome: 'review', reason: 'ambiguous', who: { name: expect.stringMatching(/\S/), email: expect.stringContaining('@') }, candidates: [{ xeroContactId: XERO_ID, name: 'Jane', email: 'jane@example.com', status: 'ACTIVE', url: expect.stringContaining(XERO_ID) }], changes: [{ field: 'Name' }] },
	failed: { outcome: 'failed', step: 'write', vendor: 'xero', quota: 'day', class: 'quota', requestIds: ['r1', 'r9'] },
	noRecord: { outcome: 'failed', step: 'write', vendor: 'mapping', reason: 'notAMappedRecord' },
	stored: { outcome: 'synced', reference: 'stored' },
	notStored: { outcome: 'synced', result: 'updated', reference: 'owed', referenceFailure: { class: 'auth', reason: 'intercomPermissionMissing', retryable: false, retryAt: FAILURE.retryAt } },
	mergedBehind: { outcome: 'gone', how: 'merged' },
	companyGoneBehind: { outcome: 'failed', reason: 'companyGone', retryable: true, vendor: 'mapping' },
	left: { outcome: 'removed', did: 'left', reason: 'deleted' },
	told: { outcome: 'removed', did: 'told', reason: 'archived' },
	archivedInXero: { outcome: 'removed', did: 'archived', xeroContactId: XERO_ID, requestIds: ['r1'] },
	noted: { outcome: 'removed', did: 'noted' },
	notThere: { outcome: 'removed', did: 'nothingToDo' },
	notArchived: { outcome: 'review', reason: 'massChange' },
	previewed: { outcome: 'previewed', reason: 'matchedByEmail', inTest: false, requestIds: ['r1'] },
	reviewPreviewed: { outcome: 'previewed', reason: 'ambiguous', requestIds: ['r1'] },
	failurePreviewed: { outcome: 'previewed', reason: 'intercomQuota', requestIds: [] },
	archiveFailed: { outcome: 'failed', step: 'remove', class: 'uncertain', vendor: 'xero' },
};

test.each(Object.keys(ITEMS))('%s', (name) => {
	expect(settlementOf(read(ITEMS[name]))).toMatchObject({ subject: { kind: 'contact', id: ID }, token: 't1', ...EXPECTED[name] });
});

test('every real item has its line', () => expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(ITEMS).sort()));

test('a message in the ledger shows no value of the mapping', () => {
	expect(JSON.stringify(ITEMS.rejected)).toContain('xxxx');
	expect(JSON.stringify(read(ITEMS.rejected))).not.toContain('xxxx');
});

test('a reference is stored where the record named it already when it was read, in this organisation', () => {
	const named = (match: IDataObject) => settlementOf(read(set(cloneDeep(ITEMS.updated!), 'record.match', { name: 'Jane', ...match })));
	expect(named({ contactId: XERO_ID.toUpperCase(), organisationId: ORGANISATION })).toMatchObject({ reference: 'stored' });
	expect(named({ contactId: XERO_ID, organisationId: 'another' })).toMatchObject({ reference: 'owed' });
	expect(named({ contactId: 'another', organisationId: ORGANISATION })).toMatchObject({ reference: 'owed' });
});

test('what a person should hear of is handed on, a fact of an unknown kind holds up nothing', () => {
	const fact = { key: `mergeInXero ${XERO_ID}`, about: 'mergeInXero', message: 'Two contacts.', nextStep: 'Merge them.', url: `https://go.xero.com/Contacts/View/${XERO_ID}` };
	const told = (tell: unknown, item = ITEMS.updated!) => settlementOf(read({ ...item, tell: tell as IDataObject[] }));
	expect(told([fact, { ...fact, about: 'unheardOf' }, { ...fact, key: '' }, 'x'])).toMatchObject({ outcome: 'synced', tell: [fact] });
	expect(told([fact], ITEMS.stored)).toMatchObject({ reference: 'stored', tell: [fact] });
	expect(told([])).not.toHaveProperty('tell');
});

describe('the calls that Xero has left', () => {
	const said = { organisationId: ORGANISATION, day: 12, knownAt: 1_700_000_000_000 };
	const carrying = (callsLeft: unknown, item = ITEMS.updated!) => settlementOf(read(set(cloneDeep(item), 'ledger.callsLeft', callsLeft)));

	test.each(Object.keys(ITEMS))('are read from %s', (name) => {
		expect(carrying({ ...said, dayEndsAt: 1_700_000_900_000, more: 1 }, ITEMS[name])).toMatchObject({ callsLeft: { ...said, dayEndsAt: 1_700_000_900_000 } });
	});

	test.each([
		[{ ...said, day: '12' }], [{ ...said, day: -1 }], [{ ...said, day: Number.NaN }], [{ ...said, knownAt: 0 }], [{ ...said, knownAt: '2026-11-29' }], [{ ...said, dayEndsAt: 'soon' }],
		[{ ...said, organisationId: '' }], [{ ...said, organisationId: 7 }], [{}], ['12'], [12], [[said]], [null],
	])('are left out where they make no sense (%j), and the record is settled all the same', (callsLeft) => {
		const settlement = carrying(callsLeft);
		expect(settlement).toMatchObject({ outcome: 'synced', result: 'updated' });
		expect(settlement).not.toHaveProperty('callsLeft');
	});
});

test('a previewed item settles as one whichever node handed it on, whatever it says, and knows a test run', () => {
	for (const left of ['preview.synced', 'upsert.synced', 'reference.done', 'archive.synced']) {
		const item = { ...ITEMS.previewed, preview: 'true', ledger: { ...(ITEMS.previewed!.ledger as IDataObject), left } };
		expect(settlementFrom(item, 0, 'default', true)).toMatchObject({ kind: 'settlement', settlement: { outcome: 'previewed', inTest: true } });
	}
	expect(settlementOf(read({ ledger: ITEMS.previewed!.ledger! }))).toMatchObject({ outcome: 'previewed' });
});

describe('Settle says of what was only previewed', () => {
	const said = (inTest: boolean, became: 'waits' | 'again' | 'done', nextAt: number | null = null) => {
		const one = settlementFrom(ITEMS.previewed, 0, 'default', inTest);
		if (one.kind !== 'settlement') throw new Error(one.message);
		return settledItem(ITEMS.previewed, one.settlement, { became, nextAt });
	};

	test('that nothing was written, kept or told, until when it rests, and how to write it', () => {
		const { message, ...rest } = said(false, 'waits', Date.UTC(2026, 10, 29, 10));
		expect(rest).toMatchObject({ outcome: 'previewed', became: 'waits', nextAt: '2026-11-29T10:00:00.000Z', name: 'Jane Doe' });
		for (const words of ['nothing was written, kept or told', 'until the workflow writes', '2026-11-29T10:00:00.000Z', 'Create or Update Contacts']) expect(message).toContain(words);
	});

	test('in a test run, that the published workflow still does it', () => {
		expect(said(true, 'waits', 1).message).toBe('Only previewed: nothing was written, kept or told. Its work is due as it was: the published workflow does it.');
	});

	test('what came meanwhile, or that it came from no ledger at all', () => {
		expect(said(false, 'again', 1).message).toBe('Only previewed: nothing was written, kept or told. Something changed meanwhile: it is due again.');
		expect(said(false, 'done').message).toBe('Only previewed: nothing was written, kept or told.');
	});
});

describe('what cannot be settled is never passed over', () => {
	test.each(Object.keys(ENDS_OF_NO_WAY))('%s is a failure in words that is tried again, and told', (name) => {
		const one = read(ENDS_OF_NO_WAY[name], 4);
		expect(one).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(/^Item 5 \(contact .*\) cannot be settled: /), settlement: { outcome: 'failed', reason: 'itemUnreadable', retryable: true, vendor: 'mapping', token: 't1' } });
		expect(unreadableAlert([one, one])).toMatchObject({ key: 'unreadable items', text: { message: expect.stringContaining('So it is with 1 more.') } });
	});

	test.each<[string, string, unknown, string]>([
		['another record than its row', 'intercomId', 'another', `intercomId is another, but the item carries the ledger's row of contact ${ID}`],
		['another organisation than the ledger', 'organisationId', 'another', `organisationId is another, but the ledger is of the Xero organisation ${ORGANISATION}`],
		['an outcome that is none', 'outcome', 'done', 'outcome is none of created, updated, unchanged, linked'],
		['no contact', 'xeroContactId', '', 'xeroContactId is missing'],
		['a time that is a text', 'xeroUpdatedAt', 'soon', 'xeroUpdatedAt is no number'],
	])('%s: nothing is remembered, and it is looked up before anything is sent', (_, field, value, words) => {
		expect(read(set(cloneDeep(ITEMS.updated!), field, value))).toMatchObject({ kind: 'unreadable', message: expect.stringContaining(words), settlement: { class: 'uncertain', step: 'write' } });
	});

	test.each<[string, unknown, string]>([
		['no ledger key', { intercomId: ID }, 'it has no ledger key'],
		['no item', null, 'it has no ledger key'],
		['a key without an id', { ledger: { ...(ITEMS.updated!.ledger as IDataObject), id: '' } }, 'its field ledger.id is missing'],
		['an output that nobody knows', { ledger: { ...(ITEMS.updated!.ledger as IDataObject), left: 'x' } }, 'its field ledger.left is none of'],
		['another ledger', { ledger: { ...(ITEMS.updated!.ledger as IDataObject), name: 'other' } }, 'it is of the ledger "other", and this node settles "default"'],
	])('%s: said with what follows', (_, item, words) => {
		const one = read(item, 1);
		expect(one).toMatchObject({ kind: 'unknown', message: expect.stringContaining(words), nextStep: expect.stringMatching(/\S/) });
		expect(one).toMatchObject({ message: expect.stringMatching(/^Item 2 .*due again when its execution or its lease ends\.$/) });
	});

	/** All paths of an item but those of the ledger key. */
	const pathsOf = (value: unknown, at: string[] = []): string[][] =>
		typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => (at.length === 0 && key === 'ledger' ? [] : [[...at, key], ...pathsOf(inner, [...at, key])])) : [];

	test('whatever a node between takes out of an item or puts into it: its record is settled under its own token, as what it was or as a failure', () => {
		const item = fc.constantFrom(...Object.values(ITEMS), ...Object.values(ENDS_OF_NO_WAY));
		const harm = fc.oneof(fc.constant(undefined), fc.jsonValue());
		fc.assert(
			fc.property(item, fc.array(fc.tuple(fc.nat(), harm), { maxLength: 4 }), (whole, harms) => {
				const spoiled = cloneDeep(whole);
				for (const [at, value] of harms) {
					const paths = pathsOf(spoiled);
					const path = paths[at % Math.max(1, paths.length)];
					if (path !== undefined && value === undefined) unset(spoiled, path);
					else if (path !== undefined) set(spoiled, path, value);
				}
				const before = cloneDeep(spoiled);
				const one = read(spoiled);
				expect(spoiled).toEqual(before);
				if (one.kind === 'unknown') throw new Error(one.message);
				const { kind, id, token } = whole.ledger as { kind: string; id: string; token: string };
				expect(one.settlement).toMatchObject({ subject: { kind, id }, token });
				expect(() => settledItem(spoiled, one.settlement, { became: 'done', nextAt: 0 })).not.toThrow();
				if (one.kind === 'unreadable') expect(one.settlement).toMatchObject({ outcome: 'failed', retryable: true });
			}),
			{ numRuns: 200 },
		);
	});
});

test('Settle says who it was, what happened and what follows', () => {
	const said = (name: string, became: Parameters<typeof settledItem>[2]) => settledItem(ITEMS[name], (read(ITEMS[name]) as Extract<ItemRead, { kind: 'settlement' }>).settlement, became);
	expect(said('updated', { became: 'done', nextAt: null })).toEqual({ kind: 'contact', id: ID, name: 'Jane Doe', email: 'jane@example.com', outcome: 'updated', reason: 'matchedByEmail', became: 'done', nextAt: null, message: 'Updated in Xero.' });
	expect(said('notStored', { became: 'waits', nextAt: 0 })).toMatchObject({ name: 'Jane Doe', outcome: 'updated', nextAt: '1970-01-01T00:00:00.000Z', message: expect.stringMatching(/did not take the reference: .* Tried again at 1970/) });
	expect(said('failed', { became: 'noLongerYours', nextAt: null })).toMatchObject({ message: expect.stringContaining('nothing was changed') });
	expect(said('rejected', { became: 'parked', nextAt: null })).toMatchObject({ outcome: 'failed', message: expect.stringContaining('Given up, and told') });
});
