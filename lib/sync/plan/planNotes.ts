import { createHash } from 'node:crypto';
import { MAX_NOTE_CHARS } from '../../xero/pace/limits';
import { hasNotes } from '../record/afterWork';
import type { Outcome } from '../record/outcome';
import type { MappedRecord } from '../record/record';

export type SyncedOutcome = Extract<Outcome, { xeroContactUrl: string }>;

/**
 * The notes a sync has to leave on the contact, each with its mark, 250 characters at most; the order is stable.
 * @param owed notes an earlier run of this process could not add: they keep their words
 */
export function dueNotes(record: MappedRecord, outcome: SyncedOutcome, owed: readonly string[]): string[] {
	const own = hasNotes(record) && areDue(record, outcome) ? composed(record, outcome, owed.length > 0) : [];
	const marks = new Set<string>();
	return [...owed, ...own].filter((text) => !marks.has(markOf(text)) && marks.add(markOf(text)));
}

/** Those of the notes whose mark stands nowhere in the history. Pure. */
export function missingNotes(due: readonly string[], history: readonly string[]): string[] {
	return due.filter((text) => !history.some((entry) => entry.includes(markOf(text))));
}

/**
 * Whether this sync brings notes: always the first one of a record; with `change` also one that changed something, or
 * that may be the repeat of such a one.
 */
function areDue({ match, lastSync, fingerprint, notesWhen }: MappedRecord, outcome: SyncedOutcome): boolean {
	const referenced = match.organisationId === outcome.organisationId && match.contactId === outcome.xeroContactId;
	if (outcome.outcome === 'created' || (lastSync === undefined && !referenced)) return true;
	if (notesWhen !== 'change') return false;
	return outcome.outcome === 'updated' || (lastSync !== undefined && lastSync.fingerprint !== fingerprint);
}

function composed(record: MappedRecord, outcome: SyncedOutcome, isRepeat: boolean): string[] {
	const { intercomId, notes, noteActions } = record;
	const texts = notes.map((text) => text.trim()).filter((text) => text !== '');
	const marked = texts.map((text) => withMark(text, `${intercomId}\n${text}`));
	// The first attempt's words say what was done; now everything looks as if nothing was.
	if (!noteActions || (isRepeat && outcome.outcome === 'unchanged')) return marked;
	return [...marked, withMark(actionText(record, outcome), `${intercomId}\naction ${actionStamp(record)}`)];
}

/**
 * One note of this kind for each state of the record, or one for all where only the first sync is noted, whatever its
 * words: a repeat that finds the contact written already must not tell the story a second time.
 */
function actionStamp({ notesWhen, source }: MappedRecord): string {
	return notesWhen === 'change' ? String(source.updatedAt) : 'first';
}

/** Names of fields, never values: history is shown to more people than the contact is. */
function actionText({ intercomId, kind, source }: MappedRecord, { outcome, changes }: SyncedOutcome): string {
	const what = `Intercom ${kind === 'organisation' ? 'company' : 'contact'} ${intercomId}`;
	const fields = [...new Set(changes.map(({ field }) => field.split('.')[0]!))].join(', ');
	const did = outcome === 'created' ? 'Created' : outcome === 'updated' && fields !== '' ? `Changed ${fields}` : 'Synced';
	const time = new Date(source.updatedAt * 1_000).toISOString().slice(0, 16).replace('T', ' ');
	const rest = ` from ${what} by n8n (${time} UTC).`;
	return `${clipped(did, MAX_NOTE_CHARS - MARK_CHARS - rest.length)}${rest}`;
}

/** Length of ` [n8n 1a2b3c4d]`. */
const MARK_CHARS = 15;

/** A note as it is sent: shortened where it must be, and with the mark by which a repeat finds it, whatever its words. Pure. */
export function withMark(text: string, identity: string): string {
	const hash = createHash('sha256').update(identity).digest('hex').slice(0, 8);
	return `${clipped(text, MAX_NOTE_CHARS - MARK_CHARS)} [n8n ${hash}]`;
}

function markOf(text: string): string {
	return text.slice(1 - MARK_CHARS);
}

function clipped(text: string, maxChars: number): string {
	if (text.length <= maxChars) return text;
	return `${text.slice(0, maxChars - 3).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}...`;
}
