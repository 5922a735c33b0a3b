import { randomUUID } from 'node:crypto';
import omit from 'lodash/omit';
import type { Kernel } from '../kernel/kernel';
import { applyInput, seedRecord, type ContactInput } from './contactInput';
import { copyRecord, emptyRecord, type Balance, type ContactRecord } from './contactRecord';
import { ContactStore } from './contactStore';
import { contactView, type ContactView } from './contactView';
import type { Author, Ledger } from './ledger';
import type { OrganisationSeed } from './options';
import { starterAccounts, type Account } from './accounts';

export interface ContactGroup {
	id: string;
	name: string;
	members: Set<string>;
}

export interface Note {
	details: string;
	time: number;
	author: string;
}

export interface XeroUser {
	id: string;
	email: string;
	firstName: string;
	lastName: string;
	role: string;
}

/** That a contact was stored anew; to archive or to merge it is an UPDATE. */
export interface ContactNews {
	organisationId: string;
	contactId: string;
	eventType: 'CREATE' | 'UPDATE';
	/** Epoch ms. */
	at: number;
	by: Author['by'];
}

/** How far in the future the times of a demo company lie. */
const AHEAD_MS = 14 * 24 * 3_600_000;

const UI: Author = { by: 'ui', requestId: null };

/** One Xero organisation (tenant): its data, and what its people do in Xero's own screens. */
export class XeroOrganisation {
	readonly contacts = new ContactStore();
	readonly groups = new Map<string, ContactGroup>();
	readonly accounts: Account[] = starterAccounts();
	readonly users: XeroUser[];
	readonly notes = new Map<string, Note[]>();
	readonly currencies: string[];

	constructor(
		readonly id: string,
		readonly seed: OrganisationSeed,
		private readonly kernel: Kernel,
		private readonly ledger: Ledger,
		/** Told of every state that is stored, and when by Xero's word. */
		private readonly announce: (news: ContactNews) => void = () => {},
	) {
		this.currencies = seed.currencies ?? ['AUD'];
		this.users = (seed.users ?? []).map((user) => ({ id: randomUUID(), role: 'STANDARD', ...user }));
	}

	get name(): string {
		return this.seed.name;
	}

	/** Puts contacts there without any check (legacy duplicates are possible) and without an entry in the ledger. */
	seedContacts(inputs: Iterable<ContactInput>): string[] {
		const ids: string[] = [];
		for (const input of inputs) {
			const record = seedRecord(input, this.kernel.clock.now());
			this.contacts.put(record);
			ids.push(record.id);
		}
		return ids;
	}

	/** A contact as a paged GET shows it; undefined where there is none. */
	contact(id: string): ContactView | undefined {
		const record = this.contacts.get(id);
		return record === undefined ? undefined : contactView(record, this.groupsOf(id), 'full');
	}

	/** All contacts, archived ones included. */
	allContacts(): ContactView[] {
		return this.contacts.sorted().map((record) => contactView(record, this.groupsOf(record.id), 'full'));
	}

	/** A person creates a contact in Xero. @returns its id */
	createInUi(input: ContactInput): string {
		const record = applyInput(emptyRecord(randomUUID(), this.kernel.clock.now()), input, this.kernel.switches);
		this.save(null, record, UI);
		return record.id;
	}

	/** A person edits a contact in Xero (an archived one, too). */
	editInUi(id: string, input: ContactInput): void {
		const before = this.require(id);
		this.save(before, applyInput(copyRecord(before), input, this.kernel.switches), UI);
	}

	/** Merges two contacts: the loser becomes archived and points to the winner. */
	mergeInUi(loserId: string, winnerId: string): void {
		this.require(winnerId);
		this.change(loserId, (record) => ({ ...record, status: 'ARCHIVED', mergedTo: winnerId }));
	}

	archiveInUi(id: string): void {
		this.change(id, (record) => ({ ...record, status: 'ARCHIVED' }));
	}

	/** Only people can do this; the API cannot. It undoes a merge as well: the contact stands for itself again, with its number. */
	restoreInUi(id: string): void {
		this.change(id, (record) => ({ ...omit(record, 'mergedTo'), status: 'ACTIVE' }));
	}

	/** A person's request to be forgotten: details are gone, nothing can be done with the contact any more. */
	gdprRequestInUi(id: string): void {
		this.change(id, (record) => ({
			...emptyRecord(record.id, record.updatedAt),
			status: 'GDPRREQUEST',
			text: { Name: `GDPR ${record.id.slice(0, 8)}` },
		}));
	}

	/** What only Xero sets: an invoice makes a customer, a bill a supplier. Moves no UpdatedDateUTC. */
	setReadOnly(id: string, values: Partial<ContactRecord['readOnly']>): void {
		const before = this.require(id);
		this.contacts.put({ ...before, readOnly: { ...before.readOnly, ...values } });
	}

	/** Invoices, bills and payments move what is owed; as the real one, no UpdatedDateUTC with it. */
	setBalances(id: string, receivable: Balance, payable: Balance = { Outstanding: 0, Overdue: 0 }): void {
		this.contacts.put({ ...this.require(id), balances: { AccountsReceivable: receivable, AccountsPayable: payable } });
	}

	groupsOf(contactId: string): ContactGroup[] {
		return [...this.groups.values()].filter((group) => group.members.has(contactId));
	}

	/** Stores a new state, notes what changed, and moves UpdatedDateUTC where something did (or `touch`). */
	save(before: ContactRecord | null, after: ContactRecord, author: Author, touch = false): ContactRecord {
		const now = this.kernel.clock.now();
		const changed = this.ledger.record(this.id, before, after, author, now);
		const isQuiet = before !== null && before.status !== after.status && this.kernel.switches.get('xero.timeOfArchiving') === 'stays';
		const moves = changed || touch || before === null;
		const isDated = moves && !(isQuiet && author.by === 'ui');
		const stored = isDated ? { ...after, updatedAt: this.timeOf(author, now) } : after;
		this.contacts.put(stored);
		if (moves) this.announce({ organisationId: this.id, contactId: stored.id, eventType: before === null ? 'CREATE' : 'UPDATE', at: isDated ? stored.updatedAt : now, by: author.by });
		return stored;
	}

	private timeOf({ by }: Author, now: number): number {
		return by === 'ui' && this.kernel.switches.get('xero.timeOfEdits') === 'future' ? now + AHEAD_MS : now;
	}

	private change(id: string, edit: (record: ContactRecord) => ContactRecord): void {
		const before = this.require(id);
		this.save(before, edit(copyRecord(before)), UI);
	}

	private require(id: string): ContactRecord {
		const record = this.contacts.get(id);
		if (record === undefined) throw new Error(`Organisation ${this.name} has no contact ${id}`);
		return record;
	}
}
