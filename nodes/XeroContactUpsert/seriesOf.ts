import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import type { Series } from '../../lib/sync/write/run';

/** Of which job the items are pages: pages follow each other; undefined where one of them is of none, or of another. Pure. */
export function seriesOf(items: readonly INodeExecutionData[]): Series | undefined {
	const [first, ...others] = [...new Set(items.map(({ json }) => nameOf(json)))];
	if (first === undefined || others.length > 0) return undefined;
	return { name: first, isLast: items.some(({ json: { ledger } }) => isRecord(ledger) && ledger.isLastPage === true) };
}

function nameOf({ ledger }: IDataObject): string | undefined {
	const isOfPage = isRecord(ledger) && typeof ledger.reserve === 'number';
	return isOfPage && typeof ledger.name === 'string' && typeof ledger.jobId === 'string' ? JSON.stringify([ledger.name, ledger.jobId]) : undefined;
}
