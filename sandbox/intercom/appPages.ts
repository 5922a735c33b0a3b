import type { FastifyInstance } from 'fastify';
import { sendRecordPage, type RecordLines } from '../kernel/recordPage';
import type { CompanyRecord, ContactRecord } from './model';
import type { IntercomWorld } from './world';

type ByRecord = { Params: { workspaceId: string; id: string } };

/** The pages of Intercom's web app that links of the sync lead to. */
export function registerAppPages(app: FastifyInstance, world: IntercomWorld): void {
	const config = { operation: 'intercom.appPage' };
	for (const url of ['/a/apps/:workspaceId/users/:id', '/a/apps/:workspaceId/users/:id/all-conversations']) {
		app.get<ByRecord>(url, { config }, async ({ params: { workspaceId, id } }, reply) => await sendRecordPage(reply, 'Intercom', 'Contact', contactLines(world.workspaces.get(workspaceId)?.contacts.get(id))));
	}
	app.get<ByRecord>('/a/apps/:workspaceId/companies/:id', { config }, async ({ params: { workspaceId, id } }, reply) => await sendRecordPage(reply, 'Intercom', 'Company', companyLines(world.workspaces.get(workspaceId)?.companies.get(id))));
}

function contactLines(contact: ContactRecord | undefined): RecordLines | null {
	if (contact === undefined || contact.state === 'deleted') return null;
	const { id, role, state, name, email, phone, externalId, mergedInto, custom } = contact;
	return { id, role, state, name, email, phone, external_id: externalId, ...(mergedInto !== null && { merged_into: mergedInto }), ...custom };
}

function companyLines(company: CompanyRecord | undefined): RecordLines | null {
	if (company === undefined || company.deleted) return null;
	const { id, companyId, name, website, custom } = company;
	return { id, company_id: companyId, name, website, ...custom };
}
