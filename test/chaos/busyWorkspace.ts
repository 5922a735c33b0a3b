import type { Sandbox } from '../../sandbox/sandbox';
import { People } from './people';

export type ChangeKind = 'created' | 'updated' | 'emailChanged' | 'attached' | 'merged' | 'archived' | 'unarchived' | 'deleted';

/** How often each kind of change happens, and how many notifications Intercom sends for it. */
const KINDS: ReadonlyArray<{ kind: ChangeKind; weight: number; notifications: number }> = [
	{ kind: 'created', weight: 24, notifications: 1 },
	{ kind: 'updated', weight: 28, notifications: 1 },
	{ kind: 'emailChanged', weight: 12, notifications: 2 },
	{ kind: 'attached', weight: 7, notifications: 2 },
	{ kind: 'merged', weight: 8, notifications: 1 },
	{ kind: 'archived', weight: 9, notifications: 1 },
	{ kind: 'unarchived', weight: 5, notifications: 1 },
	{ kind: 'deleted', weight: 7, notifications: 1 },
];

export type Trouble = 'lose' | 'double' | 'reorder';

/** One change, what happened to its notifications, and the record it is seen on. */
export interface Happening {
	kind: ChangeKind;
	trouble: Trouble | undefined;
	id: string;
}

/** People at work in Intercom; every change sends its real notifications, 10% of them lost, 10% doubled, 10% late. */
export class BusyWorkspace {
	private readonly people: People;

	constructor(
		private readonly sandbox: Sandbox,
		seed: number,
	) {
		this.people = new People(seed);
	}

	/** A user, a lead, or a user without a name. @returns the id */
	create(): string {
		const { people } = this;
		const chance = people.random();
		const base = { email: people.email(), phone: chance < 0.2 ? null : people.readablePhone() };
		const { whole } = people.name();
		const more = chance < 0.2 ? { role: 'lead' as const, name: whole } : chance < 0.4 ? { name: null } : { name: whole };
		return this.intercom().createContact({ ...base, ...more }).id;
	}

	/** Makes one random change. */
	change(): Happening {
		const { kind, notifications } = this.pickKind();
		const trouble = this.pickTrouble();
		if (trouble !== undefined) this.sandbox.intercom.deliveries.troubleNext(trouble, trouble === 'lose' ? notifications : 1);
		return { kind, trouble, id: this.play(kind) };
	}

	private pickKind(): { kind: ChangeKind; notifications: number } {
		for (;;) {
			let left = this.people.random() * 100;
			const one = KINDS.find(({ weight }) => (left -= weight) < 0) ?? KINDS[0]!;
			if (one.kind === 'created' || this.candidates(one.kind).length > 0) return one;
		}
	}

	private pickTrouble(): Trouble | undefined {
		const chance = this.people.random();
		return chance < 0.1 ? 'lose' : chance < 0.2 ? 'double' : chance < 0.3 ? 'reorder' : undefined;
	}

	private candidates(kind: ChangeKind): string[] {
		const all = [...this.sandbox.intercom.workspace().contacts.values()];
		const active = all.filter(({ state }) => state === 'active');
		if (kind === 'unarchived') return all.filter(({ state }) => state === 'archived').map(({ id }) => id);
		if (kind === 'merged') return active.filter(({ role }) => role === 'lead').map(({ id }) => id);
		if (kind === 'attached') return active.filter(({ name, companyIds }) => name === null && companyIds.length === 0).map(({ id }) => id);
		if (kind === 'emailChanged') return active.filter(({ role }) => role === 'user').map(({ id }) => id);
		return active.map(({ id }) => id);
	}

	private play(kind: ChangeKind): string {
		const { people } = this;
		if (kind === 'created') return this.create();
		const id = people.pick(this.candidates(kind));
		if (kind === 'updated') this.intercom().updateContact(id, { phone: people.readablePhone() });
		if (kind === 'emailChanged') this.intercom().updateContact(id, { email: people.email() });
		if (kind === 'attached') this.attach(id);
		if (kind === 'archived') this.intercom().archive(id);
		if (kind === 'unarchived') this.intercom().unarchive(id);
		if (kind === 'deleted') this.intercom().deleteContact(id);
		return kind === 'merged' ? this.merge(id) : id;
	}

	/** The user takes over the lead's phone where it has none, which is what Xero shows of the merge. */
	private merge(leadId: string): string {
		const users = [...this.sandbox.intercom.workspace().contacts.values()].filter(({ state, role }) => state === 'active' && role === 'user');
		const withoutPhone = users.filter(({ phone }) => phone === null);
		const { id } = this.people.pick(withoutPhone.length > 0 ? withoutPhone : users);
		this.intercom().mergeLeadIntoUser(leadId, id);
		return leadId;
	}

	/** Companies are made before anybody listens to them: only the link is the change. */
	private attach(contactId: string): void {
		const companies = [...this.sandbox.intercom.workspace().companies.values()];
		this.intercom().attachCompany(contactId, this.people.pick(companies).id);
	}

	private intercom() {
		return this.sandbox.intercom.people();
	}
}
