import type { FailureClass, QuotaKind } from '../../http/failure';
import type { Settlement } from '../events/settlement';
import type { ItemReader } from './itemReader';

type Failed = Extract<Settlement, { outcome: 'failed' }>;

/** What the Failed items of all nodes say alike. */
export type FailureFields = Pick<Failed, 'reason' | 'class' | 'message' | 'nextStep' | 'retryable' | 'retryAt' | 'quota'>;

const CLASSES: readonly FailureClass[] = ['transient', 'quota', 'auth', 'validation', 'conflict', 'uncertain', 'gone', 'defect'];
const QUOTAS: readonly QuotaKind[] = ['minute', 'day', 'concurrency'];

/** Reads them; what is missing stands in the faults of the reader. */
export function failureFields(read: ItemReader): FailureFields {
	const retryAt = read.optionalTime('retryAt');
	const quota = QUOTAS.find((kind) => kind === read.text('quota'));
	return {
		reason: read.filled('reason'), class: read.oneOf('class', CLASSES), message: read.filled('message'), nextStep: read.text('nextStep'), retryable: read.isTrue('retryable'),
		...(retryAt !== undefined && { retryAt }), ...(quota !== undefined && { quota }),
	};
}

/** Of one call in a Failed item, or of all the calls of a record. */
export function requestIdsOf(read: ItemReader): string[] {
	return [...new Set([...read.texts('requestIds'), read.text('requestId')])].filter((id) => id !== '');
}
