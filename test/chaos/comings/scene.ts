import type { CompanyRecord, ContactRecord } from '../../../sandbox/intercom/model';
import type { People } from '../../../sandbox/intercom/people';
import type { ContactRecord as XeroRecord } from '../../../sandbox/xero/contactRecord';
import type { XeroOrganisation } from '../../../sandbox/xero/organisation';
import { isActive, numberOf, ownersByNumber } from './belonging';
import type { Moment } from './moment';
import type { Stage } from './stage';
import type { Move } from './story';
import { Words } from './words';

/** Somebody or something of either vendor, by id. */
type Picked = string | { id: string };

function idOf(one: Picked): string {
	return typeof one === 'string' ? one : one.id;
}

function lotOf(dice: number, birth: string): number {
	let hash = Math.floor(dice * 2 ** 32);
	for (const char of birth) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
	return (hash ^ (hash >>> 13)) >>> 0;
}

/** What one move sees, and the dice that settle whom it is about. */
export class Scene {
	readonly words: Words;
	readonly people: People;
	readonly organisation: XeroOrganisation;
	readonly organisationId: string;
	readonly now: Moment;
	private thrown = 0;

	constructor(
		readonly stage: Stage,
		private readonly move: Pick<Move, 'id' | 'dice'>,
	) {
		this.words = new Words(move.id);
		this.people = stage.sandbox.intercom.people();
		this.organisation = stage.sandbox.xero.organisation();
		this.organisationId = this.organisation.id;
		this.now = stage.look();
	}

	/** The next of the move's dice, in [0, 1); they repeat where they do not suffice. */
	readonly dice = (): number => this.move.dice[this.thrown++ % this.move.dice.length]!;

	readonly chance = (probability: number): boolean => this.dice() < probability;

	/**
	 * One of the list; nothing happens where it is empty. Each has a lot of its own, so that another one being left out of
	 * the story does not change who is picked.
	 */
	readonly pick = <T extends Picked, R>(list: readonly T[], then: (one: T) => R[]): R[] => {
		const dice = this.dice();
		const lots = list.map((one) => ({ one, lot: lotOf(dice, this.stage.births.of(idOf(one))) }));
		const [drawn] = lots.sort((a, b) => b.lot - a.lot);
		return drawn === undefined ? [] : then(drawn.one);
	};

	readonly everybody = (): ContactRecord[] => [...this.stage.sandbox.intercom.workspace().contacts.values()];

	readonly active = (): ContactRecord[] => this.everybody().filter(({ state }) => state === 'active');

	/** Active contacts of no company: those who are billed themselves. */
	readonly persons = (): ContactRecord[] => this.active().filter(({ companyIds }) => companyIds.length === 0);

	readonly users = (): ContactRecord[] => this.persons().filter(({ role }) => role === 'user');

	readonly companies = (): CompanyRecord[] => [...this.stage.sandbox.intercom.workspace().companies.values()];

	/** Active contacts in Xero. */
	readonly contacts = (): XeroRecord[] => [...this.now.contacts.values()].filter(isActive);

	readonly ours = (): XeroRecord[] => this.contacts().filter((contact) => numberOf(contact) !== '');

	readonly strangers = (): XeroRecord[] => this.contacts().filter((contact) => numberOf(contact) === '');

	/** Active contacts that are a living record's, and not this one's. */
	readonly ownedByOthers = (id: string): XeroRecord[] =>
		this.contacts().filter((contact) => {
			const owners = ownersByNumber(this.now, contact);
			return owners.size > 0 && !owners.has(id);
		});

	readonly isNameFree = (name: string): boolean => !this.contacts().some(({ text }) => text.Name?.toLowerCase() === name.toLowerCase());
}
