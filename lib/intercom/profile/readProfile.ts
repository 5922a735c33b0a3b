import type { Failure } from '../../http/failure';
import { readContact } from '../contacts/contactEndpoints';
import type { Profile } from './profile';
import { completeProfile, type ProfileParts } from './profileParts';
import type { IntercomConnection } from '../api/request';
import type { WorkspaceCache } from '../workspace/workspaceCache';

export type ProfileResult =
	| { state: 'found'; profile: Profile }
	/** The id was merged away; Intercom names the contact that lives on. */
	| { state: 'merged'; winnerId: string }
	| { state: 'failed'; failure: Failure; attempts: number };

/** Reads one contact with everything the mapping needs, fresh from the API, see completeProfile. */
export async function readProfile(
	id: string,
	parts: ProfileParts,
	connection: IntercomConnection,
	cache: WorkspaceCache,
): Promise<ProfileResult> {
	const readAt = connection.clock.now();
	const answer = await readContact(id, parts.mergeHistory, connection);
	if (!answer.ok) return { state: 'failed', failure: answer.failure, attempts: answer.attempts };
	if (answer.value.state === 'merged') return answer.value;
	const profile = await completeProfile(answer.value.read, readAt, parts, connection, cache);
	return profile.ok ? { state: 'found', profile: profile.value } : { state: 'failed', failure: profile.failure, attempts: profile.attempts };
}
