import type { Stage } from './stage';

/** Where Xero has its contact groups. */
export const GROUPS = '/ContactGroups';
/** So many days after the first state of a person, in seconds, as Intercom dates one. */
export const later = (days: number) => 1_760_000_000 + days * 86_400;
export const organisation = (stage: Stage) => stage.sandbox.xero.organisation();
export const groupNames = (stage: Stage) => [...organisation(stage).groups.values()].map(({ name }) => name).sort();
/** A group that a person made in Xero. @returns its id */
export const inUi = (stage: Stage, name: string, ...members: string[]) => {
	const id = `9${String(organisation(stage).groups.size).padStart(7, '0')}-0000-4000-8000-000000000000`;
	organisation(stage).groups.set(id, { id, name, members: new Set(members) });
	return id;
};
