import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import { segmentsIn } from '../../lib/mapping/rules/segmentsIn';
import { nameList } from '../shared/nameList';

/**
 * Which of the segments that this node goes by an item's contact is in, as the ledger remembers it: Intercom tells of
 * nobody who enters or leaves one. undefined where the node goes by none, or they were not read.
 */
export function chosenSegments(context: IExecuteFunctions, json: IDataObject, item: number): string | undefined {
	if (!isRecord(json.ledger)) return undefined;
	const read = (name: string): unknown => context.getNodeParameter(name, item, '');
	try {
		const groups = read('groupsAndNotes');
		const whom = read('syncWhom') === 'segment' ? nameList(read('segments')) : [];
		return segmentsIn(json, [...whom, ...nameList(isRecord(groups) ? groups.segments : '')]);
	} catch {
		return undefined; // An expression that fails is told of by the mapping itself.
	}
}
