import type { IDataObject } from 'n8n-workflow';
import { pool } from '../../../lib/http/pool';
import type { ReadContact } from '../../../lib/intercom/contacts/contactFrom';
import type { ContactPage } from '../../../lib/intercom/contacts/contactPages';
import { completeProfile, type ProfileParts } from '../../../lib/intercom/profile/profileParts';
import { SEARCH_LAG_SECONDS } from '../../../lib/intercom/contacts/searchLag';
import type { SegmentMembers } from '../../../lib/intercom/contacts/segmentMembers';
import { failed, type Exit } from '../exit';
import type { Session } from '../operation';
import { standsStill } from '../../../lib/http/standsStill';
import { profileExit } from './profileExit';

/** Contacts in work at the same time, where something is read beside the page; each needs up to four calls. */
const CONTACTS_AT_ONCE = 5;

export interface PageOfProfiles {
	page: ContactPage;
	/** Epoch ms at which the page was asked for. */
	askedAt: number;
	parts: ProfileParts;
	/** The named segments, where some were named. */
	members: SegmentMembers | undefined;
	/** What every item says of the page. */
	place: IDataObject;
}

/**
 * The profiles of a page, from the page itself; only what is switched on is read beside it. A contact for which that fails
 * leaves by Failed alone; what would meet every contact (a refused credential, a long wait) fails the page as one.
 */
export async function profilesOf({ connection, cache }: Session, { page, askedAt, parts, members, place }: PageOfProfiles, input: IDataObject): Promise<Exit[]> {
	// What the search says may lag behind Intercom, and nobody may take it for younger than it is.
	const readAt = askedAt - SEARCH_LAG_SECONDS * 1_000;
	let standstill: Exit | null = null;
	const complete = async (read: ReadContact): Promise<Exit> => {
		if (standstill !== null) return standstill;
		const { id } = read.contact;
		const profile = await completeProfile(read, readAt, parts, connection, cache);
		if (profile.ok) return profileExit(withNamed(profile.value, members), connection, place);
		if (standsStill(profile.failure, connection.clock.now())) return (standstill = failed(profile.failure, profile.attempts, input, null));
		const exit = failed(profile.failure, profile.attempts, input, id);
		return { ...exit, json: { ...exit.json, ...place } };
	};
	const exits = await pool(page.contacts, CONTACTS_AT_ONCE, complete);
	return standstill === null ? exits : [standstill];
}

/** Segments read with the contact are all of them; those named for the page are known without a call for each contact. */
function withNamed<T extends { contact: { id: string }; segments: unknown }>(profile: T, members: SegmentMembers | undefined): T {
	return members === undefined || profile.segments !== null ? profile : { ...profile, segments: members.segmentsOf(profile.contact.id) };
}
