import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { readPagesJob, startJob as startStep, type JobWish, type StartAnswer } from '../../../lib/ledger/decisions/jobControl';
import { foreseenByKind, isDry } from '../../../lib/ledger/rows/jobKind';
import type { Selection } from '../../../lib/ledger/rows/jobReading';
import { jobField } from '../jobField';
import { momentAt } from '../momentAt';
import { ofItem, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { byField, byOfItem } from '../subjectFields';

const CHOICES: INodeProperties[] = [
	{ displayName: 'Changed Since', name: 'changedSince', type: 'dateTime', default: '', description: 'Only contacts that changed in Intercom from then on; UTC where it names no zone' },
	{ displayName: 'Created Since', name: 'createdSince', type: 'dateTime', default: '', description: 'Only contacts that were created in Intercom from then on; UTC where it names no zone' },
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'Leads', value: 'lead' },
			{ name: 'Users', value: 'user' },
		],
		default: 'all',
		description: 'Whether to read users, leads, or both; whom of them to sync is chosen in the mapper',
	},
	{ displayName: 'Segment', name: 'segment', type: 'string', default: '', placeholder: 'e.g. Paying', description: 'Only members of this segment, by its name in Intercom' },
	{ displayName: 'Tag', name: 'tag', type: 'string', default: '', placeholder: 'e.g. Customer', description: 'Only contacts with this tag, by its name in Intercom' },
];

const fields: INodeProperties[] = [
	jobField('=migration-{{ $now.toFormat("yyyy-MM-dd-HHmmss") }}', 'A name of your own, used once: what belongs to the job is found by it'),
	{
		displayName: 'Mode',
		name: 'jobMode',
		type: 'options',
		options: [
			{ name: 'Dry Run', value: 'dryRun', description: 'Write nothing, and foresee what would become of each contact' },
			{ name: 'Live', value: 'migration', description: 'Create and update contacts in Xero; what is synced in the state that Intercom has is left alone' },
			{ name: 'Reconciliation', value: 'reconciliation', description: "Compare all with Xero, also what is synced: name what differs, repair what is the sync's" },
			{ name: 'Reconciliation: Dry Run', value: 'comparison', description: 'Compare all with Xero, write nothing, and name what differs' },
		],
		default: 'dryRun',
		description: 'What becomes of the contacts. A dry run writes nothing. Fields that are the accountant\'s are never overwritten.',
	},
	{
		displayName: 'Dry Run to Follow',
		name: 'foreseenBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. migration-2026-11-30-141505',
		displayOptions: { show: { jobMode: ['migration', 'reconciliation'] } },
		description: 'Name of a finished dry run (of a reconciliation, for a reconciliation) that a person has looked at, as the status page shows it before the brackets: the same contacts are read, and its updates need no second approval. Empty: choose the contacts here; unusually many updates then wait for a person.',
	},
	{ displayName: 'Whom', name: 'selection', type: 'collection', placeholder: 'Add filter', default: {}, options: CHOICES, description: 'All contacts of Intercom unless they are narrowed down here' },
	{
		displayName: 'Sample',
		name: 'sample',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'So many contacts at most, users before leads, the oldest first; 0: all',
	},
	{
		displayName: 'Xero Calls a Day',
		name: 'dayCalls',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5_000,
		description: 'What Xero allows this organisation in a day: 1,000 on its Starter tier, 5,000 on the others. Only the expected end is reckoned with it.',
	},
	{
		displayName: 'While Another Job Runs',
		name: 'whenBusy',
		type: 'options',
		options: [
			{ name: 'Begin None, and Say So', value: 'skip', description: 'An item says that nothing began; for a schedule. So it is where there was a job of this name.' },
			{ name: 'Fail', value: 'fail', description: 'The execution fails, with what to do' },
		],
		default: 'fail',
		description: 'There is one job at a time',
	},
	byField,
];

/** Begins a dry run, a migration or a reconciliation of the whole; Sync Ledger Trigger, on Pages, then reads it. */
export const startJob: LedgerOperation = {
	option: { name: 'Start Job', value: 'startJob', action: 'Start a migration or a reconciliation', description: 'Begin a dry run or a migration of contacts that exist in Intercom, or compare all of them with Xero' },
	fields,
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const wishes = context.getInputData().map((_, item) => ({ item, jobId: nameOf(context, item), wish: wishOf(context, item) }));
	const store = await open();
	const items: INodeExecutionData[] = [];
	for (const { item, jobId, wish } of wishes) {
		const answer = await store.change(startStep(jobId, wish, await store.change(readPagesJob()), Date.now()));
		if (!answer.started && wish.orSkip && isBusy(answer)) {
			const [message, nextStep] = refusalOf(jobId, wish, answer);
			items.push(ofItem(item, { jobId, kind: wish.kind, started: false, message: `${message} Nothing was begun.`, nextStep }));
			continue;
		}
		if (!answer.started) throw wrongItem(context, item, ...refusalOf(jobId, wish, answer));
		const { kind, startedAt, reading } = answer.job;
		items.push(ofItem(item, { jobId, kind, started: true, dryRun: isDry(kind), state: answer.job.state, selection: reading?.selection, sample: reading?.sample, startedAt: new Date(startedAt).toISOString(), message: STARTED[kind] }));
	}
	return items;
}

const STARTED: Readonly<Record<JobWish['kind'], string>> = {
	dryRun: 'The dry run has begun. It writes nothing; the page of Sync Status, or Sync Ledger, List, Forecasts, shows what it foresees.',
	migration: 'The migration has begun. It goes on by itself, behind live changes, also after a restart and over days.',
	reconciliation: "The reconciliation has begun. It goes on by itself, behind live changes; the page of Sync Status, or Sync Ledger, List, Forecasts, shows what differed.",
	comparison: 'The comparison has begun. It writes nothing; the page of Sync Status, or Sync Ledger, List, Forecasts, shows what differs.',
};

function isBusy({ because }: Extract<StartAnswer, { started: false }>): boolean {
	return because === 'otherRuns' || because === 'nameTaken';
}

function refusalOf(jobId: string, { foreseenBy }: JobWish, answer: Extract<StartAnswer, { started: false }>): [string, string] {
	switch (answer.because) {
		case 'otherRuns':
			return [`The job "${answer.otherId}" is not done, and there is one at a time.`, 'Wait for its end, or end it with Sync Ledger, Control Job.'];
		case 'nameTaken':
			return [`There was a job "${jobId}" before (field Job).`, 'Give this one another name.'];
		case 'notADryRun':
			return [`"${foreseenBy}" is no dry run of this kind that is finished (field Dry Run to Follow).`, 'Give the name of a finished dry run as Sync Ledger, List, Jobs shows it (for a reconciliation, of a reconciliation), or leave the field empty.'];
		case 'notBound':
			return ['The ledger does not know yet which Intercom workspace and Xero organisation it is of.', 'Run the workflow Setup, or publish Contact Sync, first.'];
	}
}

const JOB_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

function nameOf(context: IExecuteFunctions, item: number): string {
	const name = textParameter(context, 'jobName', item);
	if (JOB_NAME.test(name)) return name;
	throw wrongItem(context, item, `"${name.slice(0, 60)}" is no name of a job (item ${item + 1}, field Job).`, 'Use letters, digits, blanks, dots, hyphens and underscores, 60 at most.');
}

const MODES: readonly JobWish['kind'][] = ['dryRun', 'migration', 'comparison', 'reconciliation'];

function wishOf(context: IExecuteFunctions, item: number): JobWish {
	const mode = textParameter(context, 'jobMode', item);
	const kind = MODES.find((one) => one === mode);
	if (kind === undefined) throw wrongItem(context, item, `"${mode.slice(0, 40)}" is no mode (item ${item + 1}, field Mode).`, `Use ${MODES.join(', ')}.`);
	return {
		kind, orSkip: textParameter(context, 'whenBusy', item) === 'skip', selection: selectionOf(context, item), sample: wholeOf(context, item, 'sample', 'Sample', 0), dayCalls: wholeOf(context, item, 'dayCalls', 'Xero Calls a Day', 1),
		foreseenBy: foreseenByKind(kind) !== null ? textParameter(context, 'foreseenBy', item) : '', by: byOfItem(context, item),
	};
}

function selectionOf(context: IExecuteFunctions, item: number): Selection {
	const chosen = context.getNodeParameter('selection', item, {}) as Readonly<Record<string, unknown>>;
	const text = (name: string) => (typeof chosen[name] === 'string' ? chosen[name].trim() : '');
	const role = text('role');
	if (role !== '' && role !== 'all' && role !== 'user' && role !== 'lead') throw wrongItem(context, item, `"${role.slice(0, 40)}" is no role (item ${item + 1}, field Role).`, 'Use all, user or lead.');
	return { role: role === '' ? 'all' : role, tag: text('tag'), segment: text('segment'), createdSince: timeOf(context, item, 'Created Since', chosen.createdSince), changedSince: timeOf(context, item, 'Changed Since', chosen.changedSince) };
}

/** ISO time in UTC, as Get Page takes it; '' for none. */
function timeOf(context: IExecuteFunctions, item: number, label: string, value: unknown): string {
	const seconds = momentAt(context, item, label, value);
	return seconds === null ? '' : new Date(seconds * 1_000).toISOString();
}

function wholeOf(context: IExecuteFunctions, item: number, name: string, label: string, least: number): number {
	const value: unknown = context.getNodeParameter(name, item, least);
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isInteger(number) && number >= least) return number;
	throw wrongItem(context, item, `"${String(value)}" is no whole number from ${least} on (item ${item + 1}, field ${label}).`, `Give a number, such as ${Math.max(least, 100)}.`);
}
