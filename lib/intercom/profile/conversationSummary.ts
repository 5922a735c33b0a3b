import { isRecord } from '../../http/isRecord';
import { labelOf } from './escapedText';
import type { ConversationSummary } from './profile';
import { epochSeconds, idOf, listOf, numberOf, textOf } from '../api/wireValue';

const SUBJECT_MAX_CHARS = 120;

/**
 * How many conversations a contact has, and the one that changed last among those in the answer.
 * @param wire answer of `POST /conversations/search`
 * @param appUrl address of Intercom's web app, for the link
 * @see https://developers.intercom.com/docs/references/webhooks/webhook-models (form of the link)
 */
export function conversationSummaryFrom(wire: unknown, workspaceId: string, appUrl: string): ConversationSummary {
	const answer = isRecord(wire) ? wire : {};
	const conversations = listOf(answer.conversations).filter(isRecord).filter(({ id }) => idOf(id) !== null);
	const times = conversations.map((conversation) => epochSeconds(conversation.updated_at) ?? 0);
	const newest = conversations[times.indexOf(Math.max(...times))];
	const count = numberOf(answer.total_count) ?? conversations.length;
	if (newest === undefined) return { count, last: null };
	const id = idOf(newest.id) ?? '';
	return {
		count,
		last: {
			id,
			state: textOf(newest.state) ?? 'unknown',
			subject: subjectOf(newest),
			updated_at: epochSeconds(newest.updated_at) ?? 0,
			url: `${appUrl}/a/inbox/${workspaceId}/inbox/shared/all/conversation/${id}`,
		},
	};
}

/** The title is often null and the subject of a chat ''. What somebody wrote is nobody's business outside Intercom. */
function subjectOf(conversation: Record<string, unknown>): string {
	const source = isRecord(conversation.source) ? conversation.source : {};
	const words = labelOf(conversation.title) ?? labelOf(source.subject) ?? '';
	return words.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, SUBJECT_MAX_CHARS);
}
