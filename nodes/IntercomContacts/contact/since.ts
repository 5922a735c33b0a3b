import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { isRecord } from '../../../lib/http/isRecord';
import { epochSeconds } from '../../../lib/intercom/wireValue';

const DAY_SECONDS = 86_400;

export const sinceField: INodeProperties = {
	displayName: 'Since',
	name: 'since',
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
	const value = plain(context.getNodeParameter('since', item, ''));
	if (value === null || value === undefined || value === '') return now - DAY_SECONDS;
	const since = epochSeconds(typeof value === 'string' ? inUtc(value) : value);
	if (since === null || since < 0) return unusable('sinceInvalid', `${shown(value)} is not a time`);
	// A day of patience for clocks that differ; later it is a mistake, such as milliseconds twice, that would hide changes.
	return since > now + DAY_SECONDS ? unusable('sinceInFuture', `${shown(value)} lies in the future`) : since;
}

/** n8n's own expressions for times, such as `$now`, yield an object. */
function plain(value: unknown): unknown {
	if (value instanceof Date) return value.getTime() / 1_000;
	if (isRecord(value) && typeof value.toMillis === 'function') return Number(value.valueOf()) / 1_000;
	return typeof value === 'string' ? value.trim() : value;
}

/** Without a zone JavaScript takes the one of the machine, which nobody sees. */
function inUtc(text: string): string {
	return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.]\d+)?)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}

function shown(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? `"${String(value).slice(0, 40)}"` : 'The value';
}

function unusable(reason: string, message: string): Failure {
	return {
		class: 'validation',
		reason,
		message: `${message} (field Since).`,
		nextStep: 'Set Since to the watermark of the run before, to an ISO time such as 2026-01-31T09:00:00Z, or leave it empty.',
		retryable: false,
		field: 'since',
	};
}
