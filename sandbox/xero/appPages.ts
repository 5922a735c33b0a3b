import type { FastifyInstance } from 'fastify';
import { sendRecordPage, type RecordLines } from '../kernel/recordPage';
import { phonesInWords, type ContactRecord } from './contactRecord';
import type { XeroWorld } from './world';

/** The page of Xero's web app that links of the sync lead to; Xero's own asks no organisation in its address either. */
export function registerAppPages(app: FastifyInstance, world: XeroWorld): void {
	app.get<{ Params: { id: string } }>('/Contacts/View/:id', { config: { operation: 'xero.appPage' } }, async ({ params }, reply) => {
		const [contact] = world.allOrganisations().flatMap(({ contacts }) => contacts.get(params.id) ?? []);
		return await sendRecordPage(reply, 'Xero', 'Contact', contact === undefined ? null : contactLines(contact));
	});
}

function contactLines(contact: ContactRecord): RecordLines {
	const { id, status, text, mergedTo } = contact;
	return { ContactID: id, ContactStatus: status, ...text, Phones: phonesInWords(contact), ...(mergedTo !== undefined && { MergedToContactID: mergedTo }) };
}
