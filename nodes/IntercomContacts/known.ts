import type { IDataObject } from 'n8n-workflow';
import type { Known } from '../../lib/intercom/attributes/xeroReference';
import type { Session } from './operation';
import { readyAttributes } from './processState';
import { shownReference } from './shownReference';

/** What is known of the workspace, and of the record of an item, before its reference is stored. */
export function knownOf({ cache }: Session, input: IDataObject, id: string): Known {
	const shown = shownReference(input, id);
	return { cache, ready: readyAttributes, ...(shown && { shown }) };
}
