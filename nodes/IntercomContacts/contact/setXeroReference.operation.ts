import type { IDataObject } from 'n8n-workflow';
import { setXeroReference as store } from '../../../lib/intercom/attributes/xeroReference';
import { isPreviewed, leftAlone } from '../../../lib/sync/record/preview';
import { PREVIEW_ONLY, previewOnlyField } from '../../shared/previewOnly';
import { done, failed, gone, type Exit } from '../exit';
import { foreseen } from '../foreseen';
import { knownOf } from '../known';
import type { Operation, Session } from '../operation';
import { xeroReferenceFields, xeroReferenceOf } from '../xeroReferenceFields';
import { contactIdField, contactIdOf } from './contactId';

/** Stores on an Intercom contact which Xero contact it is; writes only what differs, so that it causes no echo. */
export const setXeroReference: Operation = {
	option: {
		name: 'Set Xero Reference',
		value: 'setXeroReference',
		action: 'Link a contact to its Xero contact',
		description: 'Store on a contact which Xero contact it is; nothing is written where nothing differs',
	},
	fields: [contactIdField('={{ $json.intercomId }}'), ...xeroReferenceFields('contact'), previewOnlyField()],
	contactId: contactIdOf,
	carrying: 'reference',
	run,
};

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
