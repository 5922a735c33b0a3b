import fc from 'fast-check';
import { dueNotes, missingNotes, type SyncedOutcome } from '../../../lib/sync/plan/planNotes';
import { hasNotes } from '../../../lib/sync/record/afterWork';
import { synced } from '../../../lib/sync/record/outcomes';
import { ORGANISATION, recordOf, type RecordParts } from './records';

const CONTACT = 'x1';
const LAST_SYNC = { fingerprint: 'f0', sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: {} };
const REFERENCE = { contactId: CONTACT, organisationId: ORGANISATION };
const outcomeOf = (record: ReturnType<typeof recordOf>, outcome: SyncedOutcome['outcome'], fields: string[] = []): SyncedOutcome =>
	synced(record, { outcome, reason: 'any', organisationId: ORGANISATION, xeroContactId: CONTACT, xeroUpdatedAt: 0, changes: fields.map((field) => ({ field, before: 'secret', after: 'value' })) }) as SyncedOutcome;
const due = (parts: RecordParts, outcome: SyncedOutcome['outcome'], fields?: string[], owed: string[] = []) => {
	const record = recordOf({ notes: ['Signed up 2024-01-01'], ...parts });
	return dueNotes(record, outcomeOf(record, outcome, fields), owed);
};

test.each<[string, RecordParts, SyncedOutcome['outcome'], number]>([
	['a created contact', {}, 'created', 1],
	['a contact found for the first time', {}, 'unchanged', 1],
	['a reference to another contact', { match: { ...REFERENCE, contactId: 'x2' } }, 'unchanged', 1],
	['a reference of another organisation', { match: { ...REFERENCE, organisationId: 'org-2' } }, 'updated', 1],
	['a known contact, notes with the first sync only', { match: REFERENCE }, 'updated', 0],
	['a contact of an earlier sync, notes with the first sync only', { lastSync: LAST_SYNC }, 'updated', 0],
	['a known contact that changed, notes on change', { match: REFERENCE, notesWhen: 'change' }, 'updated', 1],
	['a known contact that did not change', { match: REFERENCE, notesWhen: 'change' }, 'unchanged', 0],
	['a retry that finds everything written already', { lastSync: LAST_SYNC, notesWhen: 'change' }, 'unchanged', 1],
	['drift compared with nothing new', { lastSync: { ...LAST_SYNC, fingerprint: 'f1' }, notesWhen: 'change' }, 'unchanged', 0],
	['no notes at all', { notes: [' '] }, 'created', 0],
])('%s', (_case, parts, outcome, count) => {
	expect(due(parts, outcome)).toHaveLength(count);
});

test('the note of what was done names fields, never values, and the time of the record', () => {
	const [text] = due({ notes: [], noteActions: true, notesWhen: 'change', source: { updatedAt: 1_795_406_700 } }, 'updated', ['Phones.DEFAULT', 'Phones.MOBILE', 'EmailAddress']);
	expect(text).toMatch(/^Changed Phones, EmailAddress from Intercom contact 0{23}1 by n8n \(2026-11-23 04:05 UTC\)\. \[n8n [0-9a-f]{8}\]$/);
	expect(due({ notes: [], noteActions: true }, 'created')[0]).toMatch(/^Created from Intercom contact/);
	expect(due({ notes: [], noteActions: true, kind: 'organisation' }, 'unchanged')[0]).toMatch(/^Synced from Intercom company/);
});

test('a retry that finds the contact written tells the story of what was done under the same mark', () => {
	for (const notesWhen of ['create', 'change'] as const) {
		const first = due({ notes: [], noteActions: true, notesWhen }, 'created');
		expect(missingNotes(due({ notes: [], noteActions: true, notesWhen }, 'unchanged'), first)).toEqual([]);
	}
	const changed = (updatedAt: number) => due({ notes: [], noteActions: true, notesWhen: 'change', source: { updatedAt } }, 'updated', ['Name']);
	expect(missingNotes(changed(2), changed(1))).toHaveLength(1);
});

test('notes that are owed keep their words, and nothing is said twice', () => {
	const first = due({ noteActions: true }, 'created');
	expect(due({ noteActions: true }, 'unchanged', [], first)).toEqual(first);
	expect(due({ noteActions: true, match: REFERENCE }, 'unchanged', [], first)).toEqual(first);
	expect(due({ notes: ['same', 'same', 'other'] }, 'created')).toHaveLength(2);
});

test('whatever is to be noted, a note has 250 characters at most, keeps its mark and no half of a character', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '😀', 'é', '\n'), maxLength: 400 }), { maxLength: 4 }), fc.array(fc.constantFrom('Name', 'EmailAddress', 'Addresses.STREET', 'ContactPersons', ...Array.from({ length: 30 }, (_, index) => `AField${index}`)), { maxLength: 40 }), (notes, fields) => {
			const texts = due({ notes, noteActions: true, notesWhen: 'change' }, 'updated', fields);
			expect(hasNotes(recordOf({ notes, noteActions: true }))).toBe(true);
			for (const text of texts) {
				expect(text.length).toBeLessThanOrEqual(250);
				expect(text).toMatch(/ \[n8n [0-9a-f]{8}\]$/);
				expect(Buffer.from(text).toString()).toBe(text);
			}
			expect(missingNotes(texts, texts)).toEqual([]);
			expect(missingNotes(texts, ['Invoice sent to a [n8n 00000000] b'])).toEqual(texts);
		}),
	);
});

test('the same text on two records has two marks', () => {
	const [one, other] = ['a', 'b'].map((intercomId) => due({ intercomId }, 'created')[0]);
	expect(one).not.toBe(other);
});
