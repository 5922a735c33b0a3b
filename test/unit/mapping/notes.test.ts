import fc from 'fast-check';
import { isoDate } from '../../../lib/mapping/values/isoDate';
import { MAX_NOTE_CHARS, organisationNotes, personNotes, type NoteSettings } from '../../../lib/mapping/rules/notes';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
import { readCompany } from '../../../lib/mapping/profileInput';
import { hostileText, profileOf, settingsOf } from './profiles';

const wish = (settings: Partial<NoteSettings> = {}): NoteSettings => ({ when: 'create', timestamps: true, conversations: true, actions: true, ...settings });
const DAY = 86_400;
const CREATED = Date.UTC(2026, 10, 23, 23, 59) / 1_000;
const URL = 'https://app.eu.intercom.com/a/inbox/abcd1234/inbox/shared/all/conversation/215473000000001';
const last = { id: '9', state: 'closed', subject: 'Invoice 77 <b>please</b>', updated_at: CREATED + 4 * DAY, url: URL };
const times = { created_at: CREATED, signed_up_at: CREATED + DAY, updated_at: CREATED + 2 * DAY, last_seen_at: CREATED + 3 * DAY };
const notesOf = (contact: object, rest: object, settings?: Partial<NoteSettings>) =>
	personNotes(profileOf(contact as Record<string, unknown>, rest as Record<string, unknown>), wish(settings)).record;

test('one note for the times, without last seen, and one for the conversations', () => {
	expect(notesOf(times, { conversations: { count: 3, last } })).toEqual({
		notes: [
			'Intercom contact: created 2026-11-23, signed up 2026-11-24, last updated 2026-11-25',
			`Intercom conversations: 3, the last one closed, changed 2026-11-27, "Invoice 77 please", ${URL}`,
		],
		notesWhen: 'create',
		noteActions: true,
	});
});

test('off is off, and what is not chosen is not there', () => {
	expect(personNotes(profileOf(times), undefined)).toEqual({ record: { notes: [] }, lasting: [], problems: [] });
	expect(notesOf(times, {}, { timestamps: false, conversations: false })).toEqual({ notes: [], notesWhen: 'create', noteActions: true });
	expect(notesOf(times, {}, { conversations: false, actions: false })).not.toHaveProperty('noteActions');
});

test('no time, no note; no conversation is worth saying', () => {
	expect(notesOf({ created_at: 0, updated_at: 0 }, { conversations: { count: 0, last: null } }).notes).toEqual(['Intercom conversations: 0']);
});

test('conversations that were not read are rejected with what to do', () => {
	const result = mapContactToPerson(profileOf(), settingsOf({ notes: wish() }));
	expect(result).toMatchObject({ kind: 'rejected', reason: 'conversationsNotRead', message: expect.stringContaining('Switch conversations on') });
});

test('a link that does not fit is left out whole, and so is one that is no web address', () => {
	const long = `https://app.intercom.com/${'x'.repeat(200)}`;
	for (const url of [long, 'javascript:alert(1)', 'https://a.example/ b', '']) {
		expect(notesOf({}, { conversations: { count: 1, last: { ...last, url } } }).notes[1]).toBe('Intercom conversations: 1, the last one closed, changed 2026-11-27, "Invoice 77 please"');
	}
});

test('a company says when it was created', () => {
	const company = readCompany({ id: 'c1', name: 'Acme', created_at: CREATED, updated_at: CREATED + DAY })!;
	expect(organisationNotes(company, wish({ when: 'change' })).record).toEqual({ notes: ['Intercom company: created 2026-11-23'], notesWhen: 'change', noteActions: true });
	expect(organisationNotes(company, undefined).record).toEqual({ notes: [] });
});

describe('the fingerprint', () => {
	const print = (contact: object, conversations: object, when: 'create' | 'change' | undefined) => {
		const notes = when && wish({ when });
		const result = mapContactToPerson(profileOf({ ...times, ...contact }, { conversations }), settingsOf(notes && { notes }));
		return result.kind === 'mapped' ? result.record.fingerprint : result.message;
	};
	const now = { count: 3, last };

	test('notes of the first sync are no part of it', () => {
		expect(print({}, now, 'create')).toBe(print({}, { count: 9, last: null }, undefined));
	});

	test('with When Changed it follows facts that matter: another conversation, another state, a sign-up', () => {
		const before = print({}, now, 'change');
		expect(before).not.toBe(print({}, now, undefined));
		expect(print({}, { ...now, count: 4 }, 'change')).not.toBe(before);
		expect(print({}, { ...now, last: { ...last, state: 'open' } }, 'change')).not.toBe(before);
		expect(print({ signed_up_at: null }, now, 'change')).not.toBe(before);
	});

	test('with When Changed no visit, no touch of the record and no further reply alters it', () => {
		const before = print({}, now, 'change');
		const touched = { updated_at: CREATED + 9 * DAY, last_seen_at: CREATED + 9 * DAY, last_replied_at: CREATED + 9 * DAY };
		expect(print(touched, { ...now, last: { ...last, updated_at: CREATED + 9 * DAY } }, 'change')).toBe(before);
	});
});

test.each([
	[null, ''],
	[0, ''],
	[-1, ''],
	[Number.NaN, ''],
	[1e15, ''],
	[1, '1970-01-01'],
	[CREATED, '2026-11-23'],
	[CREATED + 60, '2026-11-24'],
	[253_402_300_799, '9999-12-31'],
])('the day of %p is "%s"', (seconds, day) => {
	expect(isoDate(seconds)).toBe(day);
});

test('whatever a conversation is called, a note is one line of at most 225 characters without brackets', () => {
	fc.assert(
		fc.property(hostileText, hostileText, hostileText, fc.double(), (state, subject, url, count) => {
			const conversations = { count, last: { id: '1', state, subject, updated_at: count, url } };
			const { record } = personNotes({ ...profileOf({ updated_at: count, created_at: count }), conversations }, wish());
			for (const note of record.notes) {
				expect(note.length).toBeLessThanOrEqual(MAX_NOTE_CHARS);
				expect(note).not.toMatch(/[<>\p{Cc}\p{Surrogate}]/u);
			}
		}),
	);
});
