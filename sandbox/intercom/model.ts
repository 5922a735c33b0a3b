/** What an Intercom workspace holds. Times are epoch milliseconds; the wire forms (seconds, ISO) are made elsewhere. */

export type Role = 'user' | 'lead';
export type ContactState = 'active' | 'archived' | 'deleted' | 'merged';
export type AttributeValue = string | number | boolean;
export type CustomAttributes = Record<string, AttributeValue>;

export interface Location {
	country: string | null;
	region: string | null;
	city: string | null;
	country_code: string | null;
	continent_code: string | null;
}

export interface AppliedTag {
	tagId: string;
	appliedAt: number;
	adminId: string;
}

export interface MergeEntry {
	sourceId: string;
	sourceRole: Role;
	mergedAt: number;
}

export interface ContactRecord {
	id: string;
	externalId: string | null;
	role: Role;
	email: string | null;
	phone: string | null;
	name: string | null;
	avatar: string | null;
	ownerId: string | null;
	hasHardBounced: boolean;
	markedEmailAsSpam: boolean;
	unsubscribedFromEmails: boolean;
	createdAt: number;
	updatedAt: number;
	signedUpAt: number | null;
	lastSeenAt: number | null;
	lastRepliedAt: number | null;
	lastContactedAt: number | null;
	languageOverride: string | null;
	location: Location;
	custom: CustomAttributes;
	tags: readonly AppliedTag[];
	companyIds: readonly string[];
	segmentIds: readonly string[];
	state: ContactState;
	/** The surviving contact, once this one is merged. */
	mergedInto: string | null;
	/** What was merged into this one, oldest first. */
	mergeHistory: readonly MergeEntry[];
}

export interface CompanyRecord {
	id: string;
	/** The customer's own id; never changes. */
	companyId: string;
	name: string | null;
	plan: string | null;
	website: string | null;
	industry: string | null;
	size: number | null;
	monthlySpend: number;
	sessionCount: number;
	remoteCreatedAt: number | null;
	createdAt: number;
	updatedAt: number;
	lastRequestAt: number | null;
	custom: CustomAttributes;
	tagIds: readonly string[];
	contactIds: Set<string>;
	deleted: boolean;
}

export interface TagRecord {
	id: string;
	name: string;
}

export interface SegmentRecord {
	id: string;
	name: string;
	personType: Role;
	createdAt: number;
	updatedAt: number;
}

export interface AdminRecord {
	id: string;
	name: string;
	email: string;
}

export interface NoteRecord {
	id: string;
	contactId: string;
	adminId: string | null;
	body: string;
	createdAt: number;
}

export type ConversationState = 'open' | 'closed' | 'snoozed';

export interface ConversationRecord {
	id: string;
	title: string | null;
	state: ConversationState;
	subject: string;
	body: string;
	contactIds: string[];
	authorName: string | null;
	authorEmail: string | null;
	adminAssigneeId: string | null;
	createdAt: number;
	updatedAt: number;
}

export type AttributeModel = 'contact' | 'company';

export interface DataAttribute {
	/** Built-in attributes have none. */
	id: number | null;
	name: string;
	label: string;
	model: AttributeModel;
	dataType: 'string' | 'integer' | 'float' | 'boolean' | 'date';
	description: string | null;
	options: string[] | null;
	apiWritable: boolean;
	messengerWritable: boolean;
	custom: boolean;
	archived: boolean;
	createdAt: number;
	updatedAt: number;
}

export const NOWHERE: Location = { country: null, region: null, city: null, country_code: null, continent_code: null };
