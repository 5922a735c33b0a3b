import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { isRecord } from '../../../lib/http/isRecord';
import { epochSeconds } from '../../../lib/intercom/wireValue';

const DAY_SECONDS = 86_400;

/** A field of the form that holds a moment in the past. */
export interface MomentField {
	name: string;
	/** As the form calls it. */
	label: string;
	/** What it may hold, after "Set <label>", for whoever has to correct it. */
	advice: string;
}

/**
 * @param now epoch seconds
 * @returns epoch seconds; null where the field is empty; or what is wrong with the value
 */
export function momentOf(context: IExecuteFunctions, item: number, field: MomentField, now: number): number | null | Failure {
	const value = plain(context.getNodeParameter(field.name, item, ''));
	if (value === null || value === undefined || value === '') return null;
	const moment = epochSeconds(typeof value === 'string' ? inUtc(value) : value);
	if (moment === null || moment < 0) return unusable(field, 'Invalid', `${shown(value)} is not a time`);
	// A day of patience for clocks that differ; later it is a mistake, such as milliseconds twice, that would hide contacts.
	return moment > now + DAY_SECONDS ? unusable(field, 'InFuture', `${shown(value)} lies in the future`) : moment;
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

function unusable({ name, label, advice }: MomentField, what: 'Invalid' | 'InFuture', message: string): Failure {
	return {
		class: 'validation',
		reason: `${name}${what}`,
		message: `${message} (field ${label}).`,
		nextStep: `Set ${label} ${advice}`,
		retryable: false,
		field: name,
	};
}
