import type { IDataObject } from 'n8n-workflow';
import type { AttributeModel } from '../../lib/intercom/attributes/attributeNames';
import type { XeroReference } from '../../lib/intercom/profile/profile';
import { foreseeXeroReference } from '../../lib/intercom/attributes/xeroReference';
import { companyFailed, done, failed, gone, type Exit } from './exit';
import type { Session } from './operation';

/** How an item leaves Set Xero Reference where it only looks: what would be stored, in words. */
export async function foreseen(model: AttributeModel, id: string, wanted: XeroReference, { connection }: Session, input: IDataObject): Promise<Exit> {
	const result = await foreseeXeroReference(model, id, wanted, connection);
	if (result.state === 'merged') return gone(id, 'merged', result.winnerId);
	if (result.state === 'failed') return (model === 'company' ? companyFailed : failed)(result.failure, result.attempts, input, id);
	const { fields } = result;
	if (fields.length === 0) return done({ ...input, outcome: 'unchanged', reason: 'nothingChanged', message: 'Its Xero reference is stored already. Nothing was written.', preview: true, referenceWritten: false });
	return done({ ...input, outcome: 'preview', reason: 'wouldStore', message: `Intercom would get ${fields.join(', ')}. Nothing was written.`, preview: true, referenceWritten: false });
}
