import type { INodeProperties } from 'n8n-workflow';
import type { ProfileParts } from '../../../lib/intercom/profile/profileParts';

const part = (name: keyof ProfileParts, displayName: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'boolean',
	default: true,
	description,
});

const PARTS: INodeProperties[] = [
	part('companies', 'Companies', 'Whether to read the companies the contact belongs to'),
	part('conversations', 'Conversations', 'Whether to read how many conversations there are, and the last one'),
	part('mergeHistory', 'Merge History', 'Whether to read which contacts were merged into this one. Keep it on: it prevents duplicates in Xero.'),
	part('owner', 'Owner', "Whether to read the owner's name and email"),
	part('segments', 'Segments', 'Whether to read the names of the segments'),
	part('tags', 'Tags', 'Whether to read the names of the tags'),
];

/** The switches of a profile's parts. */
export function includeField(description: string): INodeProperties {
	return {
		displayName: 'Include',
		name: 'include',
		type: 'collection',
		placeholder: 'Add part',
		default: {},
		options: PARTS,
		description,
	};
}

export const EVERYTHING: ProfileParts = { companies: true, conversations: true, mergeHistory: true, owner: true, segments: true, tags: true };

/** @param unsaid what counts for a part that was not added to the collection */
export function partsOf(include: unknown, unsaid: ProfileParts): ProfileParts {
	const chosen = typeof include === 'object' && include !== null ? (include as Partial<Record<keyof ProfileParts, unknown>>) : {};
	const isOn = (name: keyof ProfileParts) => (unsaid[name] ? chosen[name] !== false : chosen[name] === true);
	return {
		companies: isOn('companies'),
		conversations: isOn('conversations'),
		mergeHistory: isOn('mergeHistory'),
		owner: isOn('owner'),
		segments: isOn('segments'),
		tags: isOn('tags'),
	};
}
