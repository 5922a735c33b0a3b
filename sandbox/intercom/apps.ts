import { randomBytes } from 'node:crypto';

/** Permissions ticked on an app's Authentication page, by the scope names that refusals use. */
export const PERMISSIONS = {
	read_users_companies: 'Read and list users and companies',
	read_single_user_company: 'Read one user and one company',
	write_users_companies: 'Write users and companies',
	read_conversations: 'Read conversations',
	read_admins: 'Read admins',
	read_tags: 'Read tags',
	write_tags: 'Write tags',
	write_data_attributes: 'Write data attributes',
} as const;
export type Permission = keyof typeof PERMISSIONS;

export type TokenState = 'live' | 'revoked' | 'suspended' | 'blocked' | 'expired' | 'unauthorized';

export interface Subscription {
	url: string;
	topics: Set<string>;
	/** `disabled`: the endpoint answered 410. `paused`: too many errors, until `pausedUntil`. */
	state: 'live' | 'disabled';
	pausedUntil: number;
	/** Present throttle delay in ms after 429 answers; 0: none. */
	throttleMs: number;
	/** Errors in a row and when the row began. */
	errorsInRow: number;
	errorsSince: number;
}

export interface IntercomApp {
	name: string;
	clientId: string;
	clientSecret: string;
	/** Workspaces that installed the app; a private app has exactly one. */
	workspaceIds: Set<string>;
	/** Registered redirect addresses; empty: any, so that a test's own port works. */
	redirectUrls: string[];
	/** API version of the app in the Developer Hub: used where a request names none. */
	version: string;
	permissions: Set<Permission>;
	/** Access token to workspace and state. */
	tokens: Map<string, { workspaceId: string; state: TokenState }>;
	/** Authorization codes not yet exchanged. */
	codes: Map<string, { workspaceId: string; expiresAt: number }>;
	subscription: Subscription | null;
}

export interface AppOptions {
	name: string;
	clientId: string;
	clientSecret: string;
	workspaceIds: string[];
	/** A ready access token for the first workspace, as a private app has one. */
	accessToken?: string;
	version?: string;
	redirectUrls?: string[];
}

export function createApp(options: AppOptions): IntercomApp {
	const app: IntercomApp = {
		name: options.name,
		clientId: options.clientId,
		clientSecret: options.clientSecret,
		workspaceIds: new Set(options.workspaceIds),
		redirectUrls: options.redirectUrls ?? [],
		version: options.version ?? '2.16',
		permissions: new Set(Object.keys(PERMISSIONS) as Permission[]),
		tokens: new Map(),
		codes: new Map(),
		subscription: null,
	};
	const [workspaceId] = options.workspaceIds;
	if (options.accessToken !== undefined && workspaceId !== undefined) {
		app.tokens.set(options.accessToken, { workspaceId, state: 'live' });
	}
	return app;
}

const CODE_LIFETIME_MS = 10 * 60_000;

/** A one-time code; the vendor's may end in `=`, so ours always do. */
export function issueCode(app: IntercomApp, workspaceId: string, now: number): string {
	const code = `${randomBytes(20).toString('hex')}=`;
	app.codes.set(code, { workspaceId, expiresAt: now + CODE_LIFETIME_MS });
	return code;
}

/** @returns the access token, or null for a code that is unknown, used or old */
export function exchangeCode(app: IntercomApp, code: string, now: number): string | null {
	const issued = app.codes.get(code);
	app.codes.delete(code);
	if (issued === undefined || issued.expiresAt < now) return null;
	const token = `dG9rO${randomBytes(24).toString('base64url')}=`;
	app.tokens.set(token, { workspaceId: issued.workspaceId, state: 'live' });
	app.workspaceIds.add(issued.workspaceId);
	return token;
}
