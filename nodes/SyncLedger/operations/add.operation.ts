import { chunk, groupBy, pick } from 'es-toolkit';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { epochSeconds } from '../../../lib/intercom/api/wireValue';
import type { LedgerStore } from '../../../lib/ledger';
import { add as addStep, type Adding, type Finding } from '../../../lib/ledger/decisions/add';
import { readBinding } from '../../../lib/ledger/decisions/holders';
import { allAdded, beginJob } from '../../../lib/ledger/decisions/jobs';
import { oneForAll, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { idField, kindField, subjectOfItem } from '../subjectFields';

/** In one transaction. */
const AT_ONCE = 500;

/** What a list says of itself on each of its items; the nodes behind Add need it to go on. */
const HANDED_ON = ['watermark', 'more', 'nextCursor', 'nextPage', 'isLast'];

const fields: INodeProperties[] = [
	kindField,
	idField('={{ $json.contactId ?? $json.companyId ?? $json.contact?.id ?? $json.id }}'),
	{
		displayName: 'Updated At',
		name: 'updatedAt',
		type: 'string',
		default: '={{ $json.updatedAt ?? $json.updated_at ?? $json.contact?.updated_at }}',
		description: "Intercom's time of the last change. What was synced in just that state is left out; when empty, the record is always added.",
	},
	{
		displayName: 'Why',
		name: 'why',
		type: 'options',
		options: [
			{ name: 'By Hand', value: 'byHand', description: 'A person chose them' },
			{ name: 'Migration', value: 'migration', description: 'A first sync of everything, or another one after the mapping changed' },
			{ name: 'Reconciliation', value: 'reconciliation', description: 'Get Changed or Get Page found them' },
			{ name: 'Segment', value: 'segment', description: 'They entered or left a segment' },
		],
		default: 'reconciliation',
		description: 'Stands in the audit log with what becomes of them',
	},
	{
		displayName: 'Priority',
		name: 'priority',
		type: 'options',
		options: [
			{ name: 'Bulk', value: 'bulk', description: 'Last, and not at all where the calls of the day come to an end' },
			{ name: 'Live', value: 'live', description: 'First, like a change of this moment' },
			{ name: 'Normal', value: 'normal', description: 'After live changes' },
		],
		default: 'normal',
		description: 'What is taken first when much is due',
	},
	{
		displayName: 'Job',
		name: 'jobId',
		type: 'string',
		default: '',
		placeholder: 'e.g. migration-2026-11',
		description: 'Name of the job they count for, for its progress and its stop before unusually many changes. It begins with its first record. Empty: none.',
	},
	{
		displayName: 'Job Complete',
		name: 'jobComplete',
		type: 'boolean',
		default: false,
		displayOptions: { hide: { jobId: [''] } },
		description: 'Whether these are the last records of the job: it is finished when all of them are done. Not needed behind Get Page and Get Changed, whose items say it.',
	},
	{
		displayName: 'Even If Synced',
		name: 'evenSynced',
		type: 'boolean',
		default: false,
		description: 'Whether to add also what was synced in this very state, because the mapping has changed',
	},
];

/** Puts records that were found into the ledger. */
export const add: LedgerOperation = {
	option: {
		name: 'Add',
		value: 'add',
		action: 'Add records to the queue',
		description: 'Put contacts or companies that were found into the ledger, to be synced',
	},
	fields,
	run,
};

interface ToAdd {
	finding: Finding;
	adding: Adding;
}

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	// Get Changed and Get Page say so where there is nothing; the item is about no record.
	const found = items.flatMap(({ json }, item) => (json.nothingChanged === true || json.nothingFound === true ? [] : [toAdd(context, item)]));
	const store = await open();
	await refuseOthers(context, store);
	const now = Date.now();
	let [added, leftOut] = [0, 0];
	for (const group of Object.values(groupBy(found, ({ adding }) => JSON.stringify(adding)))) {
		const { adding } = group[0]!;
		if (adding.jobId !== null) await store.change(beginJob(adding.jobId, adding.why === 'migration' ? 'migration' : 'reconciliation', now));
		for (const part of chunk(group, AT_ONCE)) {
			const answer = await store.change(addStep(part.map(({ finding }) => finding), adding, now));
			added += answer.added;
			leftOut += answer.leftOut;
		}
	}
	const last = items.length - 1;
	const jobId = textParameter(context, 'jobId', last);
	const list = pick(items[last]?.json ?? {}, HANDED_ON);
	const isComplete = isTrue(context.getNodeParameter('jobComplete', last, false)) || list.isLast === true || list.more === false;
	if (jobId !== '' && isComplete) await store.change(allAdded(jobId, now));
	return [oneForAll(context, { added, leftOut, message: words(added, leftOut), ...list })];
}

function toAdd(context: IExecuteFunctions, item: number): ToAdd {
	const why = context.getNodeParameter('why', item, 'reconciliation') as Adding['why'];
	const priority = context.getNodeParameter('priority', item, 'normal') as Adding['priority'];
	const adding = { why, priority, jobId: textParameter(context, 'jobId', item) || null, evenSynced: isTrue(context.getNodeParameter('evenSynced', item, false)) };
	return { finding: { ...subjectOfItem(context, item), updatedAtSeconds: epochSeconds(context.getNodeParameter('updatedAt', item, '')) }, adding };
}

/** Records of another workspace would be looked for in this one, and not be found. */
async function refuseOthers(context: IExecuteFunctions, store: LedgerStore): Promise<void> {
	const item = context.getInputData().findIndex(({ json }) => typeof json.workspaceId === 'string' && json.workspaceId !== '');
	if (item < 0) return;
	const binding = await store.change(readBinding());
	const workspaceId = String(context.getInputData()[item]?.json.workspaceId);
	if (binding === null || binding.workspaceId === workspaceId) return;
	throw wrongItem(context, item, `These records are of the Intercom workspace ${workspaceId}, and this ledger is of the workspace ${binding.workspaceId}.`, 'Choose the ledger of that workspace, or another credential in the node before.');
}

function words(added: number, leftOut: number): string {
	const left = leftOut === 0 ? '' : ` ${leftOut} left out: synced in just that state, waiting already, or never to be synced.`;
	return `${added} added to the ledger.${left}`;
}

function isTrue(value: unknown): boolean {
	return value === true || value === 'true';
}
