import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { momentOf, type MomentField } from './moment';

const DAY_SECONDS = 86_400;

const SINCE: MomentField = {
	name: 'since',
	label: 'Since',
	advice: 'to the watermark of the run before, to an ISO time such as 2026-01-31T09:00:00Z, or leave it empty.',
};

export const sinceField: INodeProperties = {
	displayName: SINCE.label,
	name: SINCE.name,
	type: 'string',
	default: '={{ $json.watermark }}',
	placeholder: '2026-01-31T09:00:00Z',
	description:
		'Contacts changed at or after this moment: the watermark of the run before, or an ISO time (UTC where it names no zone) or epoch seconds. Empty: the last 24 hours.',
};

/**
 * @param now epoch seconds
 * @returns epoch seconds, or what is wrong with the value
 */
export function sinceOf(context: IExecuteFunctions, item: number, now: number): number | Failure {
	return momentOf(context, item, SINCE, now) ?? now - DAY_SECONDS;
}
