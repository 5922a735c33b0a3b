import type { Settlement } from '../events/settlement';
import { aboutRecord } from './about';
import type { Carried } from './carriedKey';
import { requestIdsOf } from './failureFields';
import type { ItemReader } from './itemReader';

/** Only what would be done was looked at: an item of Preview of the upsert, by whatever output and whatever node it went on. */
export function previewedFrom(read: ItemReader, carried: Carried, inTest: boolean): Settlement {
	// What failed proves nothing of the service.
	const requestIds = read.text('outcome') === 'failed' ? [] : requestIdsOf(read);
	return { ...aboutRecord(carried), outcome: 'previewed', reason: read.text('reason'), inTest, requestIds };
}
