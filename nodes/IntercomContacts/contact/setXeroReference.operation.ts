import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import { setXeroReference as store } from '../../../lib/intercom/attributes/xeroReference';
import { isPreviewed, leftAlone } from '../../../lib/sync/record/preview';
import { PREVIEW_ONLY, previewOnlyField } from '../../shared/previewOnly';
import { done, failed, gone, type Exit } from '../exit';
import { foreseen } from '../foreseen';
import { knownOf } from '../known';
import type { Operation, Session } from '../operation';
import { isFromItem, orFromItem } from '../valuesFrom';
import { setXeroReference as ofCompany } from '../company/setXeroReference.operation';
import { xeroReferenceFields, xeroReferenceOf } from '../xeroReferenceFields';
import { contactIdField, contactIdOf } from './contactId';

/** Stores on an Intercom contact (or on its company, where the item is about that and says so itself) which Xero contact it is; writes only what differs, so that it causes no echo. */
export const setXeroReference: Operation = {
	option: {
		name: 'Set Xero Reference',
		value: 'setXeroReference',
		action: 'Link a contact to its Xero contact',
		description: 'Store on a contact which Xero contact it is; nothing is written where nothing differs',
	},
	fields: [...orFromItem('Xero Contact Upsert, Synced,', [contactIdField('={{ $json.intercomId }}'), ...xeroReferenceFields('contact')]), previewOnlyField()],
	contactId: contactIdOf,
	carrying: 'reference',
	forItem: (context, item) => (isFromItem(context, item) && isOfCompany(context.getInputData()[item]?.json ?? {}) ? ofCompany : null),
	run,
};

/** A company that is billed stands in Xero as an organisation. */
function isOfCompany({ record }: IDataObject): boolean {
	return isRecord(record) && record.kind === 'organisation';
}

async function run(session: Session, item: number, input: IDataObject): Promise<Exit> {
	const { context, connection } = session;
	if (isPreviewed(input)) return done({ ...leftAlone(input), referenceWritten: false });
	const contactId = contactIdOf(context, item);
	if (typeof contactId !== 'string') return failed(contactId, 0, input, null);
	const wanted = xeroReferenceOf(context, item);
	if (!wanted.ok) return failed(wanted.failure, 0, input, contactId);
	if (context.getNodeParameter(PREVIEW_ONLY, item, false) === true) return await foreseen('contact', contactId, wanted.reference, session, input);
	const result = await store(contactId, wanted.reference, connection, knownOf(session, input, contactId));
	switch (result.state) {
		case 'set':
			return done({ ...input, xeroReference: result.reference, referenceWritten: result.written });
		case 'merged':
			return gone(contactId, 'merged', result.winnerId);
		case 'failed':
			return failed(result.failure, result.attempts, input, contactId);
	}
}
