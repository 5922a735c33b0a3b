import type { IDataObject } from 'n8n-workflow';
import { isCompanyRemoval } from '../../../lib/intercom/notifications/topics';
import { setXeroReferenceOfCompany } from '../../../lib/intercom/attributes/xeroReference';
import { isPreviewed, leftAlone } from '../../../lib/sync/record/preview';
import { PREVIEW_ONLY, previewOnlyField } from '../../shared/previewOnly';
import { companyFailed, companyGone, done, type Exit } from '../exit';
import { foreseen } from '../foreseen';
import { knownOf } from '../known';
import type { Operation, Session } from '../operation';
import { orFromItem } from '../valuesFrom';
import { xeroReferenceFields, xeroReferenceOf } from '../xeroReferenceFields';
import { companyIdField, companyIdOf } from './companyId';

/** Stores on an Intercom company which Xero contact it is; writes only what differs, so that it causes no echo. */
export const setXeroReference: Operation = {
	option: {
		name: 'Set Xero Reference',
		value: 'setXeroReference',
		action: 'Link a company to its Xero contact',
		description: 'Store on a company which Xero contact it is; nothing is written where nothing differs',
	},
	fields: [...orFromItem('Xero Contact Upsert, Synced,', [companyIdField('={{ $json.intercomId }}'), ...xeroReferenceFields('company')]), previewOnlyField()],
	companyId: companyIdOf,
	carrying: 'reference',
	run,
};

async function run(session: Session, item: number, input: IDataObject): Promise<Exit> {
	const { context, connection } = session;
	if (isPreviewed(input)) return done({ ...leftAlone(input), referenceWritten: false });
	const companyId = companyIdOf(context, item);
	if (typeof companyId !== 'string') return companyFailed(companyId, 0, input, null);
	if (isCompanyRemoval(input.topic) && input.companyId === companyId) return companyGone(companyId);
	const wanted = xeroReferenceOf(context, item);
	if (!wanted.ok) return companyFailed(wanted.failure, 0, input, companyId);
	if (context.getNodeParameter(PREVIEW_ONLY, item, false) === true) return await foreseen('company', companyId, wanted.reference, session, input);
	const result = await setXeroReferenceOfCompany(companyId, wanted.reference, connection, knownOf(session, input, companyId));
	if (result.state === 'failed') return companyFailed(result.failure, result.attempts, input, companyId);
	return done({ ...input, xeroReference: result.reference, referenceWritten: result.written });
}
