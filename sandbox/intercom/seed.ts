import { newContact } from './contacts';
import type { Workspace } from './workspace';

export interface SeedOptions {
	/** Share of leads in [0, 1], default 0. */
	leads?: number;
	/** Contacts are this many ms apart, the newest one now; default 1,000. */
	spacingMs?: number;
}

const FIRST = ['Ava', 'Jack', 'Isla', 'Noah', 'Zoë', 'Liam', 'Mia', 'Oliver', 'Chloé', 'Lucas', 'Ruby', 'Ethan', 'Grace'];
const LAST = ['Nguyen', 'Smith', "O'Brien", 'Singh', 'Williams', 'Müller', 'Chen', 'Brown', 'Papadopoulos', 'Taylor', 'Wilson'];

/** Fills a workspace silently with people who have distinct emails and plausible phones. @returns their ids */
export function seedContacts(workspace: Workspace, now: number, count: number, options: SeedOptions = {}): string[] {
	const { leads = 0, spacingMs = 1_000 } = options;
	const ids: string[] = [];
	for (let index = 0; index < count; index++) {
		const at = now - (count - 1 - index) * spacingMs;
		const role = index < Math.round(leads * count) ? 'lead' : 'user';
		const contact = newContact({ workspace, now: at }, { ...personNumber(index), role });
		ids.push(workspace.put(contact).id);
	}
	return ids;
}

function personNumber(index: number): { name: string; email: string; phone: string; externalId: string } {
	const first = FIRST[index % FIRST.length] ?? '';
	const last = LAST[Math.floor(index / FIRST.length) % LAST.length] ?? '';
	const phone = `+614${String(index).padStart(8, '0')}`;
	return { name: `${first} ${last} ${index}`, email: `person${index}@seed.example`, phone, externalId: `seed-${index}` };
}
