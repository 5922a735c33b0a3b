import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { recordIdOf } from '../recordId';

export function companyIdField(expression: string): INodeProperties {
	return {
		displayName: 'Company ID',
		name: 'companyId',
		type: 'string',
		required: true,
		default: expression,
		placeholder: 'e.g. 6762f0941bb69f9f2193bb25',
		description: "Intercom's own ID of the company (not company_id, which is yours)",
	};
}

/** @returns the id, or what is wrong with it */
export function companyIdOf(context: IExecuteFunctions, item: number): string | Failure {
	return recordIdOf(context, item, { name: 'companyId', label: 'Company ID', record: 'company' });
}
