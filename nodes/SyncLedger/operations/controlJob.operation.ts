import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { controlJob as controlStep, type ControlAnswer } from '../../../lib/ledger/decisions/jobControl';
import { jobField } from '../jobField';
import { ofItem, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { byField, byOfItem } from '../subjectFields';

type Control = 'pause' | 'resume' | 'cancel';

/** A person stops the reading of a job for a while, lets it go on, or ends it. */
export const controlJob: LedgerOperation = {
	option: { name: 'Control Job', value: 'controlJob', action: 'Pause or resume a migration', description: 'Pause, resume or end a job that reads pages; what it has taken goes its way' },
	fields: [
		jobField('={{ $json.jobId }}', 'Name of the job, as List shows it'),
		{
			displayName: 'What to Do',
			name: 'control',
			type: 'options',
			options: [
				{ name: 'End', value: 'cancel', description: 'Read no more of it, for good' },
				{ name: 'Pause', value: 'pause', description: 'Read no more until it is resumed' },
				{ name: 'Resume', value: 'resume', description: 'Read on where it was paused' },
			],
			default: 'pause',
			description: 'What becomes of the job. One that stopped before unusually many changes is decided with Decide.',
		},
		byField,
	],
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const wanted = context.getInputData().map((_, item) => ({ item, jobId: jobOf(context, item), what: controlOf(context, item), by: byOfItem(context, item) }));
	const store = await open();
	const items: INodeExecutionData[] = [];
	for (const { item, jobId, what, by } of wanted) items.push(ofItem(item, { jobId, control: what, by, ...words(jobId, what, await store.change(controlStep(jobId, what, by, Date.now()))) }));
	return items;
}

const DONE: Readonly<Record<Control, string>> = { pause: 'is paused: what it has taken goes its way, and no more is read', resume: 'reads on', cancel: 'is ended: what it has taken goes its way' };

function words(jobId: string, what: Control, answer: ControlAnswer): { done: boolean; state: string | null; message: string; nextStep: string } {
	if (answer.done) return { done: true, state: answer.job.state, message: `The job ${jobId} ${DONE[what]}.`, nextStep: '' };
	if (answer.because === 'unknownJob') return { done: false, state: null, message: `The ledger knows no job ${jobId}, so nothing was done.`, nextStep: 'Look up its name with Sync Ledger, List, Jobs.' };
	return { done: false, state: answer.state, message: `The job ${jobId} is ${answer.state ?? ''}, so nothing was done.`, nextStep: answer.state === 'stopped' ? 'Decide with Sync Ledger, Decide, whether it goes on.' : '' };
}

function jobOf(context: IExecuteFunctions, item: number): string {
	const jobId = textParameter(context, 'jobName', item);
	if (jobId !== '') return jobId;
	throw wrongItem(context, item, `Item ${item + 1} names no job (field Job).`, 'Give the name of the job, as List shows it.');
}

function controlOf(context: IExecuteFunctions, item: number): Control {
	const what = textParameter(context, 'control', item);
	if (what === 'pause' || what === 'resume' || what === 'cancel') return what;
	throw wrongItem(context, item, `"${what.slice(0, 40)}" cannot be done to a job (item ${item + 1}, field What to Do).`, 'Use pause, resume or cancel.');
}
