import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { erase as eraseStep } from '../../../lib/ledger/decisions/retention';
import { subjectWords, type Subject } from '../../../lib/ledger/rows/subject';
import { ofItem, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { byField, byOfItem, idField, anyKindField, subjectOfItem } from '../subjectFields';

/** Takes everything about one record out of the ledger. */
export const erase: LedgerOperation = {
	option: {
		name: 'Erase',
		value: 'erase',
		action: 'Erase a record from the ledger',
		description: 'Remove everything the ledger keeps about a contact or company, its lines in the audit log included',
	},
	fields: [
		{
			displayName:
				'Erases the ledger alone. Delete the contact in Intercom first: what Intercom tells of it later makes a new row. What stands in Xero, and in executions that n8n has stored, is erased there.',
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
	const items: INodeExecutionData[] = [];
	for (const { item, subject, by } of wanted) {
		const { erased } = await store.change(eraseStep(subject, by, Date.now()));
		items.push(ofItem(item, { ...subject, erased, message: words(subject, erased) }));
	}
	return items;
}

function words(subject: Subject, erased: boolean): string {
	if (!erased) return `The ledger knew nothing of ${subjectWords(subject)}; lines about it in the audit log are gone as well.`;
	return `Everything about ${subjectWords(subject)} is erased: what was synced, its work, its review, its alerts and its lines in the audit log.`;
}
