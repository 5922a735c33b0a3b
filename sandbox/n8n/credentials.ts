import type { N8nSession } from './session';

export interface CredentialReference {
	id: string;
	name: string;
	type: string;
}

/** Stores a credential as the editor's form does. OAuth ones still have to be connected. */
export async function createCredential(
	session: N8nSession,
	credential: { type: string; name: string; data: Record<string, unknown> },
): Promise<CredentialReference> {
	const { id } = await session.request<{ id: string }>('POST', '/credentials', credential);
	return { id, name: credential.name, type: credential.type };
}

/** Whether an OAuth credential holds a token. */
export async function isConnected(session: N8nSession, { id }: CredentialReference): Promise<boolean> {
	const { data } = await session.request<{ data?: { oauthTokenData?: unknown } }>('GET', `/credentials/${id}?includeData=true`);
	return Boolean(data?.oauthTokenData);
}
