import { isUndefined, omitBy } from 'lodash';
import type { CompanyRecord, ContactRecord, CustomAttributes } from './model';
import { announceLinked } from './contactNews';
import { withChanges } from './contacts';
import type { Desk } from './desk';
import { companyInLink, companyInUpdate, contactInNotification } from './notificationForms';

/** What can be written on a company; times in epoch ms. */
export interface CompanyInput {
	name?: string | null;
	plan?: string | null;
	website?: string | null;
	industry?: string | null;
	size?: number | null;
	monthlySpend?: number;
	remoteCreatedAt?: number | null;
	lastRequestAt?: number | null;
	custom?: Record<string, CustomAttributes[string] | null>;
}

/** @param companyId the customer's own id; absent: made up as for companies that teammates type in */
export function createCompany(desk: Desk, companyId: string | undefined, input: CompanyInput): CompanyRecord {
	const id = desk.workspace.newObjectId(desk.now);
	const { custom, ...rest } = input;
	const company: CompanyRecord = {
		id,
		companyId: companyId ?? `${desk.workspace.newObjectId(desk.now)}-qualification-company`,
		name: null,
		plan: null,
		website: null,
		industry: null,
		size: null,
		monthlySpend: 0,
		sessionCount: 0,
		remoteCreatedAt: null,
		createdAt: desk.now,
		updatedAt: desk.now,
		lastRequestAt: null,
		custom: withChanges({}, custom ?? {}),
		tagIds: [],
		contactIds: new Set(),
		deleted: false,
		...omitBy(rest, isUndefined),
	};
	store(desk, company);
	desk.announce('company.created', companyInLink(company, desk.workspace.id, company.name));
	return company;
}

export function updateCompany(desk: Desk, company: CompanyRecord, input: CompanyInput): CompanyRecord {
	const { custom, ...rest } = input;
	const changed: CompanyRecord = { ...company, ...omitBy(rest, isUndefined), custom: withChanges(company.custom, custom ?? {}) };
	const same = JSON.stringify(company) === JSON.stringify(changed);
	if (same && desk.switchOf('intercom.unchangedPut') === 'no') return company;
	const next = store(desk, { ...changed, updatedAt: desk.now });
	announceCompany(desk, next);
	return next;
}

/** Detaches everybody; company.deleted carries the id alone. */
export function deleteCompany(desk: Desk, company: CompanyRecord): void {
	for (const id of company.contactIds) {
		const contact = desk.workspace.contacts.get(id);
		if (contact !== undefined) desk.workspace.put({ ...contact, companyIds: contact.companyIds.filter((own) => own !== company.id) });
	}
	desk.workspace.companyByRemoteId.delete(company.companyId);
	desk.workspace.companies.set(company.id, { ...company, contactIds: new Set(), deleted: true });
	desk.announce('company.deleted', { id: company.id, type: 'company', deleted: true });
}

/** Sends company.contact.attached (name null, as captured) and company.updated in the same second. */
export function attachCompany(desk: Desk, contact: ContactRecord, company: CompanyRecord): CompanyRecord {
	if (contact.companyIds.includes(company.id)) return company;
	const linked = link(desk, contact, company, [...contact.companyIds, company.id], (ids) => ids.add(contact.id));
	desk.announce('company.contact.attached', {
		company: companyInLink(linked.company, desk.workspace.id, null),
		contact: contactInNotification({ contact: linked.contact }, desk),
	});
	announceCompany(desk, linked.company);
	announceLinked(desk, linked.contact);
	return linked.company;
}

export function detachCompany(desk: Desk, contact: ContactRecord, company: CompanyRecord): CompanyRecord {
	const rest = contact.companyIds.filter((id) => id !== company.id);
	const linked = link(desk, contact, company, rest, (ids) => ids.delete(contact.id));
	desk.announce('company.contact.detached', {
		company: companyInLink(linked.company, desk.workspace.id, linked.company.name),
		contact: contactInNotification({ contact: linked.contact }, desk),
	});
	announceLinked(desk, linked.contact);
	return linked.company;
}

function link(
	desk: Desk,
	contact: ContactRecord,
	company: CompanyRecord,
	companyIds: string[],
	change: (contactIds: Set<string>) => void,
): { contact: ContactRecord; company: CompanyRecord } {
	const contactIds = new Set(company.contactIds);
	change(contactIds);
	return {
		contact: desk.workspace.put({ ...contact, companyIds, updatedAt: desk.now }),
		company: store(desk, { ...company, contactIds, updatedAt: desk.now }),
	};
}

function announceCompany(desk: Desk, company: CompanyRecord): void {
	if (desk.origin === 'api' && desk.switchOf('intercom.echo') === 'no') return;
	desk.announce('company.updated', companyInUpdate(company, desk.workspace.id));
}

function store(desk: Desk, company: CompanyRecord): CompanyRecord {
	desk.workspace.companies.set(company.id, company);
	desk.workspace.companyByRemoteId.set(company.companyId, company.id);
	return company;
}
