import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';
import { ended } from '../sentence';
import { whom } from './arranged';

/** What left by one output: how it is called, and its items. */
export interface Left {
	/** Of the output, small letters: `synced`, `review`, `failed`. */
	output: string;
	items: readonly IDataObject[];
}

/** Outputs whose items want a person, worst first, and what is said of them. */
const WANTING: ReadonlyArray<{ output: string; one: string; many: string }> = [
	{ output: 'failed', one: '1 item failed', many: 'items failed' },
	{ output: 'rejected', one: '1 item was rejected', many: 'items were rejected' },
	{ output: 'review', one: '1 item waits for a person', many: 'items wait for a person' },
];

/** Outputs that want nobody and are easily overlooked. */
const QUIET: typeof WANTING = [
	{ output: 'gone', one: '1 record is gone from Intercom', many: 'records are gone from Intercom' },
	{ output: 'skipped', one: '1 item was skipped', many: 'items were skipped' },
];

const PREVIEWED: ReadonlyArray<[key: string, one: string, many: string]> = [
	['wouldCreate', 'would be created', 'would be created'], ['wouldUpdate', 'would be updated', 'would be updated'], ['wouldArchive', 'would be archived', 'would be archived'],
	['wouldNote', 'would get a note', 'would get a note'], ['wouldStore', 'would get its Xero reference', 'would get their Xero reference'], ['unchanged', 'is in step', 'are in step'],
	['linked', 'is linked already', 'are linked already'], ['review', 'would wait for a person', 'would wait for a person'], ['failed', 'would fail', 'would fail'],
];

/**
 * What n8n says in the output pane of a run: green ticks alone look like success. The first item of each kind is told in
 * words, the others are counted. Pure.
 */
export function hintsOf(left: readonly Left[]): NodeExecutionHint[] {
	const all = left.flatMap(({ items }) => items);
	if (all.length === 0) return [];
	const ofPreview = all.filter(({ preview }) => preview === true);
	const previewed = ofPreview.length === 0 ? [] : [{ message: previewWords(ofPreview), type: 'info', location: 'outputPane' } as const];
	const isAll = (items: readonly unknown[]) => items.length === all.length;
	const wanting = WANTING.flatMap((kind) => hintOf(kind, left, (items) => (kind.output === 'failed' && isAll(items) ? 'danger' : 'warning')));
	const quiet = QUIET.flatMap((kind) => hintOf(kind, left, () => 'info'));
	return [...previewed, ...wanting, ...quiet];
}

function hintOf({ output, one, many }: (typeof WANTING)[number], left: readonly Left[], typeOf: (items: readonly IDataObject[]) => NodeExecutionHint['type']): NodeExecutionHint[] {
	const items = left.filter((by) => by.output === output).flatMap((by) => by.items);
	const [first] = items;
	if (first === undefined) return [];
	const count = items.length === 1 ? one : `${items.length} ${many}`;
	return [{ message: `${count}. ${items.length === 1 ? '' : 'The first: '}${wordsOf(first)}`.trim(), type: typeOf(items), location: 'outputPane' }];
}

/** Who, what happened, and what to do; the name is not said twice. */
function wordsOf(item: IDataObject): string {
	const text = (key: string) => (typeof item[key] === 'string' ? item[key].trim() : '');
	const { name, email } = whom(item);
	const message = text('message');
	const who = [name, email].find((word) => word !== '' && !message.includes(word)) ?? '';
	const said = [ended(message), text('nextStep')].filter(Boolean).join(' ');
	return who === '' ? said : `${who}: ${said}`;
}

/** "Preview: 3 would be created, 1 is in step. Nothing was written." */
export function previewWords(items: readonly IDataObject[]): string {
	const counts = new Map<string, number>();
	for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
	const parts = PREVIEWED.flatMap(([key, one, many]) => {
		const count = counts.get(key) ?? 0;
		return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
	});
	return `Preview: ${parts.join(', ')}. Nothing was written.`;
}

function keyOf({ outcome, reason }: IDataObject): string {
	return String(reason).startsWith('would') ? String(reason) : String(outcome);
}
