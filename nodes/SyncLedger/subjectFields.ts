import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { recordOnPage } from '../../lib/intercom/api/hosts';
import { isRecordId, SUBJECT_KINDS, xeroSubject, type Subject, type SubjectKind } from '../../lib/ledger/rows/subject';
import { textParameter, wrongItem } from './leave';

export const kindField: INodeProperties = {
	displayName: 'Record Kind',
	name: 'recordKind',
	type: 'options',
	options: [
		{ name: 'Company', value: 'company', description: 'An Intercom company' },
		{ name: 'Contact', value: 'contact', description: 'An Intercom contact: a user or a lead' },
	],
	default: 'contact',
	description: 'What the ID is of',
};

/** The same with contacts of Xero that nobody in Intercom is bound to, where such become users there. */
export const anyKindField: INodeProperties = {
	...kindField,
	options: [...(kindField.options ?? []), { name: 'Xero Contact', value: 'xeroContact', description: 'A contact of Xero that has nobody in Intercom; its ID is the ContactID' }],
};

/** @param expression where the id stands in items that come from other nodes; '' for none */
export function idField(expression: string): INodeProperties {
	return {
		displayName: 'Record ID',
		name: 'recordId',
		type: 'string',
		required: true,
		default: expression,
		placeholder: 'e.g. 6961d4041c1e12de4c5499cc',
		description: "Intercom's own ID of the contact or company (not the external ID, and not a company's company_id), or the address of its page in Intercom",
	};
}

export const byField: INodeProperties = {
	displayName: 'Decided By',
	name: 'by',
	type: 'string',
	default: '',
	placeholder: 'e.g. Jane of Accounts',
	description: 'Who decided, for the audit log. When empty, the log names the workflow.',
};

/** The record an item is about. @throws NodeOperationError naming item and field */
export function subjectOfItem(context: IExecuteFunctions, item: number): Subject {
	const text = textParameter(context, 'recordId', item);
	const id = recordOnPage(text) ?? text;
	const kind = kindOfItem(context, item);
	if (id === '') throw wrongItem(context, item, `Item ${item + 1} names no Intercom ${kind} (field Record ID).`, 'Set Record ID to an expression that yields the ID, such as {{ $json.contactId }}.');
	if (!isRecordId(id)) throw wrongItem(context, item, `"${id.slice(0, 60)}" is not the ID of an Intercom ${kind} (item ${item + 1}, field Record ID).`, "Use Intercom's own ID, such as 6961d4041c1e12de4c5499cc, or the address of its page in Intercom.");
	return kind === 'xeroContact' ? xeroSubject(id) : { kind, id };
}

export function kindOfItem(context: IExecuteFunctions, item: number): SubjectKind {
	const chosen = context.getNodeParameter('recordKind', item, 'contact');
	return SUBJECT_KINDS.find((kind) => kind === chosen) ?? 'contact';
}

/** Who decided. */
export function byOfItem(context: IExecuteFunctions, item: number): string {
	return textParameter(context, 'by', item).slice(0, 100) || `workflow ${context.getWorkflow().name ?? ''}`.trim();
}
