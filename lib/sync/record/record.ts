import type { BothWays } from '../../ledger/bothWays';
import type { WritableContact } from '../../xero/contact/contact';

/** How a field may change a Xero contact that already exists. */
export type UpdateRule = 'always' | 'ifEmpty' | 'onCreate';

export interface FieldRule {
	update: UpdateRule;
	/** Whether an empty Intercom value empties the field in Xero. */
	clear: boolean;
}

/** The Xero fields a mapping may fill; read-only and banking fields are not among them. */
export type MappedField = keyof WritableContact;

/**
 * What the mapper hands to the upsert: one Intercom record in Xero's own field names, already checked against Xero's
 * limits. Plain JSON, it travels between nodes as an item.
 */
export interface MappedRecord {
	/** Intercom id of the contact (person) or company (organisation); becomes Xero's ContactNumber. */
	intercomId: string;
	/** Ids this record had before merges (a lead that became a user). */
	previousIds: string[];
	role: 'user' | 'lead' | 'company';
	kind: 'person' | 'organisation';
	/** A field that is absent was not mapped; `''` was mapped and is empty in Intercom. */
	xero: WritableContact;
	/** Names of the Xero contact groups the record should be in, each beginning with one of `groupPrefixes`. */
	groups: string[];
	/** How the names of groups begin that this mapping looks after (`Tag: `): the contact leaves those that `groups` lacks. Absent: it leaves none. */
	groupPrefixes?: string[];
	/** The Intercom admin who owns the record; kept as group `Owner: x` where a Xero user has that email. null: nobody owns it; absent: owners are not mapped. */
	owner?: { email: string; name: string } | null;
	/** History notes to add, each 250 characters at most. */
	notes: string[];
	/** When notes are added: with the first sync of the record, or whenever it changed. Absent: `create`. */
	notesWhen?: 'create' | 'change';
	/** Whether a note of what the sync did is added as well. */
	noteActions?: boolean;
	/** The record's page in Intercom, for links to it and to others of its workspace; never sent. Absent: not known. */
	url?: string;
	/** What the mapping cleaned, replaced or left out, in words for the user; never sent. */
	remarks?: string[];
	/** Fields without an entry follow `{ update: 'always', clear: false }`. */
	rules: Partial<Record<MappedField, FieldRule>>;
	/** The keys by which the Xero contact is found, see identify. */
	match: {
		/** Xero ContactID stored on the Intercom record, and the organisation it belongs to. */
		contactId?: string;
		organisationId?: string;
		contactNumber: string;
		email?: string;
		/** As taxKey makes it: an ABN by its digits, another number with its letters, never a placeholder. */
		taxNumber?: string;
		/** Of the website, lower case; a mail provider's or a shared site's is no key. */
		domain?: string;
		name: string;
		/** Company name, first choice for the suffix of a namesake. */
		company?: string;
	};
	/** Times in Intercom, epoch seconds; `readAt`: epoch ms at which it was asked for, by the clock of the worker, where that is known. */
	source: { createdAt: number; updatedAt: number; readAt?: number };
	/** Hash of the mapped values only: equal fingerprint, nothing to do. */
	fingerprint: string;
	/** The Intercom contact from whom an organisation was mapped, and its last change (epoch seconds); that contact is only linked to it. */
	staff?: { intercomId: string; updatedAt?: number };
	/** What the previous sync of this record left behind, if the workflow keeps it. */
	lastSync?: LastSync;
	/** What a person decided about it, obeyed before any key. */
	decision?: RecordDecision;
	/** A person let pass what the mass-change stop held: it is not stopped again. */
	approved?: boolean;
	/** An execution may have written it without having told: it is looked up before anything is sent. */
	uncertain?: boolean;
	/** It is compared with Xero whatever the last sync and this process say, and its outcome names each difference. */
	compare?: boolean;
	/** Changes in Xero reach Intercom too, in these fields; absent: Intercom's go to Xero, and that is all. */
	bothWays?: BothWays;
	/** What a person said about values that were changed on both sides. */
	bothChangedDecision?: 'intercom' | 'xero';
}

/** `bind`: it is this contact of Xero; `create`: it is none of those that are there. By whom and when (epoch ms), where that is known. */
export type RecordDecision = ({ do: 'bind'; xeroContactId: string } | { do: 'create' }) & { by?: string; at?: number };

export interface LastSync {
	fingerprint?: string;
	/** The contact it was written to; stands in for the reference where that is not on the Intercom record yet. */
	xeroContactId?: string;
	/** Epoch seconds of the Intercom record that was written last. */
	sourceUpdatedAt: number;
	/** Of a company's staff: the last change of the person (epoch seconds), where that is known. */
	staffUpdatedAt?: number;
	/** Epoch ms of Xero's UpdatedDateUTC after our write. */
	xeroUpdatedAt: number;
	/** The values we wrote, by field. */
	values: WritableContact;
}
