import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { erase as eraseStep, type EraseAnswer } from '../../../lib/ledger/decisions/erase';
import { subjectWords, xeroSubject, type Subject } from '../../../lib/ledger/rows/subject';
import { jobsOf } from '../../../lib/ledger/store/jobs';
import { ofItem, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { byField, byOfItem, idField, anyKindField, subjectOfItem } from '../subjectFields';

/** Takes everything about one record out of the ledger. */
export const erase: LedgerOperation = {
	option: {
		name: 'Erase',
		value: 'erase',
		action: 'Erase a record from the ledger',
		description: 'Remove everything the ledger keeps about a contact or company and its contact in Xero, their lines in the audit log included',
	},
	fields: [
		{
			displayName:
				'Erases in the ledger alone; erase in Intercom, in Xero and among the executions of n8n as well. Intercom first: what it tells of the record later makes a new row here. With Both Ways the ledger keeps the ContactID of Xero and nothing else, so that nobody is created of it in Intercom again.',
			name: 'eraseNotice',
			type: 'notice',
			default: '',
		},
		anyKindField,
		idField('={{ $json.contactId ?? $json.companyId ?? $json.id }}'),
		byField,
		{
			displayName: 'Erase for Good',
			name: 'confirmed',
			type: 'boolean',
			default: false,
			description: 'Whether to really erase it. There is no way back.',
		},
	],
	run,
};

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const wanted = context.getInputData().map((_, item) => ({ item, subject: subjectOfItem(context, item), by: byOfItem(context, item), isConfirmed: context.getNodeParameter('confirmed', item, false) === true }));
	const unsure = wanted.find(({ isConfirmed }) => !isConfirmed);
	if (unsure !== undefined) throw wrongItem(context, unsure.item, `Nothing was erased: item ${unsure.item + 1} is not confirmed (field Erase for Good).`, 'Switch Erase for Good on, if everything about these records is to go.');
	const store = await open();
	const jobIds: string[] = [];
	for await (const { jobId, job } of jobsOf(store)) if (job.reading?.namesakes !== undefined) jobIds.push(jobId);
	const items: INodeExecutionData[] = [];
	for (const { item, subject, by } of wanted) {
		const answer = await store.change(eraseStep(subject, by, Date.now(), jobIds));
		items.push(ofItem(item, { ...subject, erased: answer.erased, message: words(subject, answer) }));
	}
	return items;
}

function words(subject: Subject, { erased, xeroContacts }: EraseAnswer): string {
	if (!erased) return `The ledger knew nothing of ${subjectWords(subject)}; lines about it in the audit log are gone as well.`;
	const others = xeroContacts.map(xeroSubject).filter(({ id }) => id !== subject.id);
	const and = others.length === 0 ? '' : ` So it is of ${others.map(subjectWords).join(', ')}, which it is in Xero: what stands there is for you to change.`;
	return `Everything about ${subjectWords(subject)} is erased: what was synced, its work, its review, its alerts and its lines in the audit log.${and}`;
}
