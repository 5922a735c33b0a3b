import type { Outcome } from '../../../lib/sync/record/outcome';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { alternatives } from '../../../sandbox/switches/switches';
import type { FaultKind } from '../../../sandbox/kernel/faults';
import { recordOf, type Person } from './people';
import type { Stage } from './stage';

/** What a mapping with tags, owner or notes adds to a record. */
export type After = Partial<Pick<MappedRecord, 'groups' | 'groupPrefixes' | 'owner' | 'notes' | 'notesWhen' | 'noteActions' | 'lastSync'>>;

/** A mapped record whose fingerprint covers what the mapper's does. */
export function afterRecord(person: Person, after: After): MappedRecord {
	const record = { ...recordOf(person), ...after };
	const { groups, owner, notes, notesWhen } = record;
	return { ...record, fingerprint: JSON.stringify([record.fingerprint, groups, owner, notesWhen === 'change' && notes]) };
}

export const tagged = (person: Person, tags: string[], more: After = {}): MappedRecord =>
	afterRecord(person, { groups: tags.map((tag) => `Tag: ${tag}`), groupPrefixes: ['Tag: '], ...more });

export const NOTES = { notes: ['Signed up 2024-01-01.', 'Last conversation: "Invoice" (closed)'], noteActions: true };

export const noted = (person: Person, more: After = {}): MappedRecord => afterRecord(person, { ...NOTES, ...more });

/** Notes without the mark at their end. */
export const bare = (notes: readonly string[]) => notes.map((text) => text.replace(/ \[n8n [0-9a-f]{8}\]$/, ''));

const CONCERNED = ['xero.existingMember', 'xero.groupNameTaken', 'xero.noteLength', 'xero.archivedInIds', 'xero.unknownIdInRead', 'xero.unchangedRead', 'xero.scopeRefusal', 'xero.dayHeader'];

/** Every unknown of Xero that groups and notes could meet, with each answer it may have. */
export const WORLDS = [
	{ world: 'as documented', switches: {} },
	...alternatives()
		.filter(({ name }) => CONCERNED.includes(name))
		.map(({ name, value }) => ({ world: `${name} = ${value}`, switches: { [name]: value } })),
];

/** What may befall one call. */
export const MISHAPS: [string, FaultKind][] = [
	['a 500', { kind: 'status', status: 500, body: 'down' }],
	['a 503', { kind: 'status', status: 503, body: 'The organisation is offline' }],
	['a 429', { kind: 'empty429', headers: { 'retry-after': '2', 'x-rate-limit-problem': 'minute' } }],
	['a reset before Xero acted', { kind: 'resetBefore' }],
	['a reset after Xero acted', { kind: 'resetAfter' }],
	['an answer cut in half', { kind: 'brokenJson' }],
];

/** The names of the groups a contact is in. */
export function groupsOf(stage: Stage, contactId: string): string[] {
	return stage.sandbox.xero.organisation().groupsOf(contactId).map(({ name }) => name).sort();
}

export function notesOf(stage: Stage, contactId: string): string[] {
	return (stage.sandbox.xero.organisation().notes.get(contactId) ?? []).map(({ details }) => details);
}

/** Calls since the last look, by name of the operation. */
export function callsByName(stage: Stage): (since?: number) => Record<string, number> {
	const { journal } = stage.sandbox;
	let mark = journal.mark();
	return () => {
		const counts = journal.countByOperation({ vendor: 'xero', after: mark });
		mark = journal.mark();
		return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.replace('xero.', ''), count]));
	};
}

export const contactIdOf = (outcome: Outcome | undefined): string => (outcome as { xeroContactId?: string }).xeroContactId ?? '';

export const fieldChanges = (outcome: Outcome | undefined, field: string) =>
	((outcome as { changes?: { field: string; before: string; after: string }[] }).changes ?? []).filter((change) => change.field === field);
