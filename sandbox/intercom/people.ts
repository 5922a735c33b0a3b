import { attachCompany, createCompany, deleteCompany, detachCompany, updateCompany, type CompanyInput } from './companies';
import { archiveContact, createContact, deleteContact, mergeContacts, signUpVisitor, unarchiveContact, updateContact, type ContactInput } from './contacts';
import { closeConversation, startConversation, type ConversationInput } from './conversations';
import type { Desk } from './desk';
import type { CompanyRecord, ContactRecord, ConversationRecord, TagRecord } from './model';
import { segmentNamed, tagContact, tagNamed, untagContact } from './taxonomy';

/** What a person can do in Intercom, by ids; throws where a record does not exist. Nothing stops people from making duplicates. */
export class People {
	constructor(private readonly desk: () => Desk) {}

	createContact(input: ContactInput): ContactRecord {
		return createContact(this.desk(), input);
	}

	visitorSignsUp(input: ContactInput): ContactRecord {
		return signUpVisitor(this.desk(), input);
	}

	updateContact(id: string, input: ContactInput): ContactRecord {
		return updateContact(this.desk(), this.contact(id), input);
	}

	archive(id: string): ContactRecord {
		return archiveContact(this.desk(), this.contact(id));
	}

	unarchive(id: string): ContactRecord {
		return unarchiveContact(this.desk(), this.contact(id));
	}

	deleteContact(id: string): void {
		deleteContact(this.desk(), this.contact(id));
	}

	mergeLeadIntoUser(leadId: string, userId: string): ContactRecord {
		return mergeContacts(this.desk(), this.contact(leadId), this.contact(userId));
	}

	tag(id: string, name: string): TagRecord {
		const desk = this.desk();
		const tag = tagNamed(desk, name);
		tagContact(desk, this.contact(id), tag, this.anyAdminId());
		return tag;
	}

	untag(id: string, name: string): void {
		const desk = this.desk();
		untagContact(desk, this.contact(id), tagNamed(desk, name));
	}

	addToSegment(id: string, name: string): void {
		const desk = this.desk();
		const segment = segmentNamed(desk, name);
		const contact = this.contact(id);
		desk.workspace.put({ ...contact, segmentIds: [...new Set([...contact.segmentIds, segment.id])] });
	}

	/** As if the contact had been made earlier. */
	backdate(id: string, ms: number): void {
		const contact = this.contact(id);
		this.desk().workspace.put({ ...contact, createdAt: contact.createdAt - ms });
	}

	/** As if everything about the contact had happened earlier; nothing where it is deleted. */
	age(id: string, ms: number): void {
		const contact = this.desk().workspace.contacts.get(id);
		if (contact !== undefined) this.desk().workspace.put({ ...contact, createdAt: contact.createdAt - ms, updatedAt: contact.updatedAt - ms });
	}

	removeFromSegment(id: string, name: string): void {
		const desk = this.desk();
		const segment = segmentNamed(desk, name);
		const contact = this.contact(id);
		desk.workspace.put({ ...contact, segmentIds: contact.segmentIds.filter((held) => held !== segment.id) });
	}

	createCompany(input: CompanyInput & { companyId?: string }): CompanyRecord {
		const { companyId, ...rest } = input;
		return createCompany(this.desk(), companyId, rest);
	}

	updateCompany(id: string, input: CompanyInput): CompanyRecord {
		return updateCompany(this.desk(), this.company(id), input);
	}

	deleteCompany(id: string): void {
		deleteCompany(this.desk(), this.company(id));
	}

	attachCompany(contactId: string, companyId: string): CompanyRecord {
		return attachCompany(this.desk(), this.contact(contactId), this.company(companyId));
	}

	detachCompany(contactId: string, companyId: string): CompanyRecord {
		return detachCompany(this.desk(), this.contact(contactId), this.company(companyId));
	}

	startConversation(contactId: string, input: ConversationInput = {}): ConversationRecord {
		return startConversation(this.desk(), this.contact(contactId), input);
	}

	closeConversation(id: string): void {
		closeConversation(this.desk(), found(this.desk().workspace.conversations.get(id), `conversation ${id}`));
	}

	/** Present state of a contact, merged and deleted ones included. */
	contact(id: string): ContactRecord {
		return found(this.desk().workspace.contacts.get(id), `contact ${id}`);
	}

	company(id: string): CompanyRecord {
		return found(this.desk().workspace.companies.get(id), `company ${id}`);
	}

	private anyAdminId(): string {
		return [...this.desk().workspace.admins.keys()][0] ?? '0';
	}
}

function found<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`There is no ${what} in this workspace`);
	return value;
}
