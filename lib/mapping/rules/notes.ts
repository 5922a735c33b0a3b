import type { ConversationSummary, IntercomCompany, Profile } from '../../intercom/profile/profile';
import type { MappedRecord } from '../../sync/record/record';
import { cleanName } from '../values/cleanText';
import { isoDate } from '../values/isoDate';
import { problem, type Problem } from './problem';

/** Which history notes a record brings to Xero. */
export interface NoteSettings {
	when: 'create' | 'change';
	timestamps: boolean;
	/** Of contacts only. */
	conversations: boolean;
	/** Whether the upsert adds a note of what it did. */
	actions: boolean;
}

export interface NoteDraft {
	/** What the mapped record takes over as it is. */
	record: Pick<MappedRecord, 'notes' | 'notesWhen' | 'noteActions'>;
	/** The notes without what changes all day long: only these tell one state of the record from another. */
	lasting: string[];
	problems: Problem[];
}

/** Characters of a note; Xero takes 250, and the upsert adds a mark by which it knows its notes again. */
export const MAX_NOTE_CHARS = 225;
/** Characters of a conversation's subject: it is the one thing a stranger wrote. */
const MAX_SUBJECT_CHARS = 60;

const NO_NOTES: NoteDraft = { record: { notes: [] }, lasting: [], problems: [] };

/** A date or state with what it says; `passing` ones change without anything having happened. */
interface Fact {
	text: string;
	passing?: true;
}

/**
 * The notes of a contact: when it was created, signed up and last updated; how many conversations it had, and the last
 * one. Last seen is left out, it changes with every visit. Pure, never throws.
 */
export function personNotes({ contact, conversations }: Profile, settings: NoteSettings | undefined): NoteDraft {
	if (settings === undefined) return NO_NOTES;
	const times = [dated('created', contact.created_at), dated('signed up', contact.signed_up_at), passing(dated('last updated', contact.updated_at))];
	const notes = [
		...(settings.timestamps ? [sentence('Intercom contact: ', times)] : []),
		...(settings.conversations && conversations !== null ? [conversationFacts(conversations)] : []),
	];
	const problems = settings.conversations && conversations === null ? [conversationsNotRead()] : [];
	return noteDraft(notes, settings, problems);
}

/** The notes of a company: when it was created in Intercom. Pure, never throws. */
export function organisationNotes({ created_at }: IntercomCompany, settings: NoteSettings | undefined): NoteDraft {
	if (settings === undefined) return NO_NOTES;
	return noteDraft(settings.timestamps ? [sentence('Intercom company: ', [dated('created', created_at)])] : [], settings, []);
}

function noteDraft(notes: readonly Fact[][], { when, actions }: NoteSettings, problems: Problem[]): NoteDraft {
	const texts = (facts: readonly Fact[][]) => facts.filter((note) => note.length > 1).map((note) => cut(joined(note), MAX_NOTE_CHARS));
	const lasting = notes.map((note) => note.filter(({ passing }) => passing === undefined));
	return { record: { notes: texts(notes), notesWhen: when, ...(actions && { noteActions: true }) }, lasting: texts(lasting), problems };
}

/** A note is an opening and at least one fact. */
function sentence(opening: string, facts: readonly (Fact | null)[]): Fact[] {
	return [{ text: opening }, ...facts.filter((fact) => fact !== null)];
}

function dated(what: string, epochSeconds: number | null): Fact | null {
	const date = isoDate(epochSeconds);
	return date === '' ? null : { text: `${what} ${date}` };
}

const passing = (fact: Fact | null): Fact | null => fact && { ...fact, passing: true };

function conversationFacts({ count, last }: ConversationSummary): Fact[] {
	const opening = 'Intercom conversations: ';
	if (last === null) return sentence(opening, [{ text: String(count) }]);
	const subject = cut(cleanName(last.subject), MAX_SUBJECT_CHARS);
	const facts = [
		{ text: String(count) },
		{ text: `the last one ${cut(cleanName(last.state), 20) || 'unknown'}` },
		passing(dated('changed', last.updated_at)),
		subject === '' ? null : { text: `"${subject}"` },
	];
	const note = sentence(opening, facts);
	const linked = [...note, { text: last.url }];
	// Half a link leads nowhere, so one that does not fit stays out.
	return isWebLink(last.url) && joined(linked).length <= MAX_NOTE_CHARS ? linked : note;
}

function isWebLink(url: string): boolean {
	return /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]+$/.test(url);
}

/** `Opening fact, fact, fact`. */
function joined([opening, ...facts]: readonly Fact[]): string {
	return `${opening?.text ?? ''}${facts.map(({ text }) => text).join(', ')}`;
}

function cut(text: string, maxChars: number): string {
	if (text.length <= maxChars) return text;
	return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

function conversationsNotRead(): Problem {
	const message = 'A note of the conversations is wanted, and the profile was read without them';
	return problem('item', 'conversationsNotRead', '', message, 'Switch conversations on in Intercom Contacts: Get Profile.');
}
