import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { momentIn } from '../../../lib/intercom/notifications/moment';
import { valueOf } from '../valuesFrom';

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
export function momentOf(context: IExecuteFunctions, item: number, { name, label, advice }: MomentField, now: number): number | null | Failure {
	const moment = momentIn(valueOf(context, name, item), now);
	if (moment.wrong === null) return moment.at;
	return {
		class: 'validation',
		reason: moment.wrong === 'Invalid' ? `${name}Invalid` : `${name}InFuture`,
		message: `${moment.words} (field ${label}).`,
		nextStep: `Set ${label} ${advice}`,
		retryable: false,
		field: name,
	};
}
