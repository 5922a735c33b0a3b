import type { ContactRecord } from './model';
import type { Workspace } from './workspace';

const STUBS_SHOWN = 10;
type Kind = 'tags' | 'notes' | 'companies' | 'subscriptions';

/** The stubs a contact carries: ids without names, ten at most, has_more beyond. */
export function sublist(contact: ContactRecord, kind: Kind, workspace?: Workspace): Record<string, unknown> {
	const stubs = stubsOf(contact, kind, workspace);
	return {
		type: 'list',
		data: stubs.slice(0, STUBS_SHOWN),
		url: `/contacts/${contact.id}/${kind}`,
		total_count: stubs.length,
		has_more: stubs.length > STUBS_SHOWN,
	};
}

function stubsOf(contact: ContactRecord, kind: Kind, workspace?: Workspace): Array<{ id: string; type: string; url: string }> {
	if (kind === 'tags') return contact.tags.map(({ tagId }) => ({ id: tagId, type: 'tag', url: `/tags/${tagId}` }));
	if (kind === 'companies') return contact.companyIds.map((id) => ({ id, type: 'company', url: `/companies/${id}` }));
	if (kind === 'subscriptions') return [];
	const notes = workspace?.notes.filter((note) => note.contactId === contact.id) ?? [];
	return notes.map(({ id }) => ({ id, type: 'note', url: `/notes/${id}` }));
}
