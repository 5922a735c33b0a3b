import type { ContactRecord } from '../../sandbox/intercom/model';
import { newContact } from '../../sandbox/intercom/contacts';
import type { Sandbox } from '../../sandbox/sandbox';
import type { ContactInput } from '../../sandbox/xero/contactInput';
import { KINDS } from './families';
import type { Family, Kind, LaterChange, NastyPerson } from './family';
import { People } from './people';

/** When everything in a world happened, epoch ms; the clock of a run is frozen at the end of it. */
export const WORLD_START_MS = Date.UTC(2026, 0, 5);

/** Both vendors before a run, and what changes later. */
export interface NastyWorld {
	people: NastyPerson[];
	xero: ContactInput[];
	/** Intercom ids by the page that syncs them. */
	pages: string[][];
	later: LaterChange[];
	/** Which nastiness each Intercom id stands for. */
	kindOf: ReadonlyMap<string, string>;
}

export interface WorldSize {
	/** Intercom contacts, at least. */
	contacts: number;
	/** Intercom records that are synced together; a family never stands in two pages. */
	page: number;
	/** Contacts in Xero that nobody looks for: with many of them, reading the list is no longer the cheapest way. */
	fillers: number;
}

/** The same world for the same seed. @param kinds what it is made of */
export function nastyWorld(seed: number, size: WorldSize, organisationId: string, kinds: readonly Kind[] = KINDS): NastyWorld {
	const people = new People(seed);
	const families: Array<Family & { kind: string }> = [];
	for (let made = 0; made < size.contacts; ) {
		const { kind, make } = pickKind(kinds, people.random());
		const family = make(people, organisationId);
		families.push({ ...family, kind });
		made += family.people.length;
	}
	const fillers = Array.from({ length: size.fillers }, () => ({ ContactID: people.guid(), Name: `Filler ${people.word()}`, EmailAddress: people.email() }));
	return {
		people: families.flatMap((family) => family.people),
		xero: [...families.flatMap((family) => family.xero), ...fillers],
		pages: pagesOf(families, size.page),
		later: families.flatMap((family) => family.later ?? []),
		kindOf: new Map(families.flatMap((family) => family.people.map((person) => [person.id, family.kind] as const))),
	};
}

function pickKind(kinds: readonly Kind[], chance: number): Kind {
	let left = chance * kinds.reduce((sum, { weight }) => sum + weight, 0);
	for (const one of kinds) {
		left -= one.weight;
		if (left < 0) return one;
	}
	return kinds[0]!;
}

function pagesOf(families: readonly Family[], size: number): string[][] {
	const pages: string[][] = [[]];
	for (const { people } of families) {
		if (pages.at(-1)!.length + people.length > size) pages.push([]);
		pages.at(-1)!.push(...people.map((person) => person.id));
	}
	return pages;
}

/** Puts a world into an empty sandbox whose clock is frozen. */
export function furnish(sandbox: Sandbox, world: NastyWorld): void {
	sandbox.xero.organisation().seedContacts(world.xero.map((contact) => ({ updatedAt: WORLD_START_MS - 86_400_000, ...contact })));
	for (const person of world.people) furnishPerson(sandbox, person);
}

function furnishPerson(sandbox: Sandbox, { company, tagNames = [], ...person }: NastyPerson): void {
	const desk = sandbox.intercom.desk('person');
	const { custom, ...fields } = person;
	desk.workspace.put({ ...newContact(desk, { custom }), ...fields } as ContactRecord);
	for (const name of tagNames) sandbox.intercom.people().tag(person.id, name);
	if (company === undefined) return;
	const { id } = sandbox.intercom.people().createCompany({ name: company });
	sandbox.intercom.people().attachCompany(person.id, id);
}

/** Plays the later changes; the same ones in the same order in every run of a seed. */
export function playLaterChanges(sandbox: Sandbox, world: NastyWorld): string[] {
	const changed: string[] = [];
	for (const later of world.later) {
		if ('xeroContactId' in later) sandbox.xero.organisation().editInUi(later.xeroContactId, later.change);
		else {
			sandbox.intercom.people().updateContact(later.intercomId, later.change);
			changed.push(later.intercomId);
		}
	}
	return changed;
}
