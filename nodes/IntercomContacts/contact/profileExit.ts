import { pageUrl } from '../../../lib/intercom/api/hosts';
import type { Profile } from '../../../lib/intercom/profile/profile';
import type { IntercomConnection } from '../../../lib/intercom/api/request';
import { shownContact } from '../../../lib/ledger/shownState';
import { done, type Exit } from '../exit';

/**
 * A profile as it leaves by Done, with the page of the contact in Intercom; what the mapper reads.
 * @param more what the item says beside it
 */
export function profileExit(profile: Profile, connection: IntercomConnection, more: object = {}): Exit {
	const url = pageUrl(connection, profile.workspaceId, 'users', profile.contact.id);
	return done({ ...profile, url, ...more }, { shown: shownContact(profile.contact), url });
}
