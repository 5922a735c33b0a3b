import { FAILURE_CLASSES, QUOTA_KINDS } from '../../http/failure';
import type { FailureFields } from '../events/settlement';
import type { ItemReader } from './itemReader';

/** Reads what the Failed items of all nodes say alike; what is missing stands in the faults of the reader. */
export function failureFields(read: ItemReader): FailureFields {
	const retryAt = read.optionalTime('retryAt');
	const quota = QUOTA_KINDS.find((kind) => kind === read.text('quota'));
	return {
		reason: read.filled('reason'), class: read.oneOf('class', FAILURE_CLASSES), message: read.filled('message'), nextStep: read.text('nextStep'), retryable: read.isTrue('retryable'),
		...(retryAt !== undefined && { retryAt }), ...(quota !== undefined && { quota }),
	};
}

/** Of one call in a Failed item, or of all the calls of a record. */
export function requestIdsOf(read: ItemReader): string[] {
	return [...new Set([...read.texts('requestIds'), read.text('requestId')])].filter((id) => id !== '');
}
