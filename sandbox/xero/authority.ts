import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Kernel } from '../kernel/kernel';
import type { XeroApp, XeroOptions } from './options';

export interface Grant {
	appId: string;
	scopes: string[];
	authEventId: string;
}

export interface Connection {
	id: string;
	appId: string;
	authEventId: string;
	tenantId: string;
	createdAt: number;
	updatedAt: number;
}

interface Code extends Grant {
	redirectUri: string;
	challenge: string | null;
	expiresAt: number;
}

interface RefreshToken extends Grant {
	expiresAt: number;
	/** When it was first exchanged; null while it is the newest. */
	usedAt: number | null;
}

export interface TokenSet {
	access_token: string;
	expires_in: number;
	token_type: 'Bearer';
	scope: string;
	refresh_token?: string;
	id_token?: string;
}

/** The one person who signs in to Xero in the sandbox. */
export const SIGNED_IN_USER = { id: '7a0c3f52-1d2e-4c0b-9a57-6f0d8c1b2e34', email: 'olivia@harbourbooks.example' };

/** Xero's identity server: codes, rotating tokens, connections. */
export class Authority {
	private codes = new Map<string, Code>();
	private accessTokens = new Map<string, Grant & { expiresAt: number }>();
	private refreshTokens = new Map<string, RefreshToken>();
	readonly connections = new Map<string, Connection>();

	constructor(
		private readonly kernel: Kernel,
		private readonly options: XeroOptions,
	) {}

	reset(): void {
		this.codes.clear();
		this.accessTokens.clear();
		this.refreshTokens.clear();
		this.connections.clear();
	}

	app(clientId: string): XeroApp | undefined {
		return this.options.apps.find((app) => app.clientId === clientId);
	}

	/** The user allowed it: connects the organisations and makes a code for one use. */
	allow(request: { appId: string; scopes: string[]; redirectUri: string; challenge: string | null }, tenantIds: string[]): string {
		const authEventId = randomUUID();
		this.connect(request.appId, tenantIds, authEventId);
		const code = randomBytes(24).toString('base64url');
		this.codes.set(code, { ...request, authEventId, expiresAt: this.kernel.clock.now() + this.options.codeMs });
		return code;
	}

	/** A connected app without the pages, for tests that are not about them. */
	issueFor(clientId: string, scopes: string[], tenantIds: string[]): TokenSet {
		const authEventId = randomUUID();
		this.connect(clientId, tenantIds, authEventId);
		return this.issue({ appId: clientId, scopes, authEventId });
	}

	/** @returns null where Xero answers `invalid_grant` */
	exchangeCode(appId: string, code: string, redirectUri: string, verifier: string | undefined): TokenSet | null {
		const found = this.codes.get(code);
		this.codes.delete(code);
		if (found === undefined || found.appId !== appId || found.redirectUri !== redirectUri) return null;
		if (found.expiresAt <= this.kernel.clock.now() || !proves(found.challenge, verifier)) return null;
		return this.issue(found);
	}

	/** @returns null where Xero answers `invalid_grant` */
	refresh(appId: string, token: string): TokenSet | null {
		const found = this.refreshTokens.get(token);
		const now = this.kernel.clock.now();
		if (found === undefined || found.appId !== appId || found.expiresAt <= now) return null;
		const graceMs = this.kernel.switches.get('xero.refreshGrace') === 'none' ? 0 : this.options.refreshGraceMs;
		if (found.usedAt !== null && now - found.usedAt >= graceMs) return null;
		found.usedAt ??= now;
		return this.issue(found);
	}

	/** Removes all connections of the user and all tokens of the app. */
	revoke(appId: string): void {
		for (const [id, connection] of this.connections) if (connection.appId === appId) this.connections.delete(id);
		for (const [token, grant] of this.refreshTokens) if (grant.appId === appId) this.refreshTokens.delete(token);
		for (const [token, grant] of this.accessTokens) if (grant.appId === appId) this.accessTokens.delete(token);
	}

	knowsRefreshToken(appId: string, token: string): boolean {
		return this.refreshTokens.get(token)?.appId === appId;
	}

	/** What an access token is good for; `expiredAt` where it is over. */
	grantOf(accessToken: string): { grant: Grant } | { expiredAt: number } | null {
		const found = this.accessTokens.get(accessToken);
		if (found === undefined) return null;
		return found.expiresAt <= this.kernel.clock.now() ? { expiredAt: found.expiresAt } : { grant: found };
	}

	connectionsOf(appId: string): Connection[] {
		return [...this.connections.values()].filter((connection) => connection.appId === appId);
	}

	isConnected(appId: string, tenantId: string): boolean {
		return this.connectionsOf(appId).some((connection) => connection.tenantId === tenantId);
	}

	/** Ends every access token now, as if 30 minutes had passed. */
	expireAccessTokens(): void {
		for (const token of this.accessTokens.values()) token.expiresAt = this.kernel.clock.now();
	}

	private connect(appId: string, tenantIds: string[], authEventId: string): void {
		const now = this.kernel.clock.now();
		for (const tenantId of tenantIds) {
			const old = this.connectionsOf(appId).find((connection) => connection.tenantId === tenantId);
			const id = old?.id ?? randomUUID();
			this.connections.set(id, { id, appId, authEventId, tenantId, createdAt: old?.createdAt ?? now, updatedAt: now });
		}
	}

	private issue({ appId, scopes, authEventId }: Grant): TokenSet {
		const now = this.kernel.clock.now();
		const grant = { appId, scopes, authEventId };
		const claims = { authentication_event_id: authEventId, xero_userid: SIGNED_IN_USER.id, scope: scopes, client_id: appId };
		const accessToken = jwt({ ...claims, exp: Math.floor((now + this.options.accessTokenMs) / 1_000) });
		this.accessTokens.set(accessToken, { ...grant, expiresAt: now + this.options.accessTokenMs });
		const tokens: TokenSet = {
			access_token: accessToken,
			expires_in: Math.floor(this.options.accessTokenMs / 1_000),
			token_type: 'Bearer',
			scope: scopes.join(' '),
		};
		if (scopes.includes('openid')) tokens.id_token = jwt({ sub: SIGNED_IN_USER.id, email: SIGNED_IN_USER.email });
		if (!scopes.includes('offline_access')) return tokens;
		tokens.refresh_token = randomBytes(32).toString('base64url');
		this.refreshTokens.set(tokens.refresh_token, { ...grant, expiresAt: now + this.options.refreshTokenMs, usedAt: null });
		return tokens;
	}
}

function proves(challenge: string | null, verifier: string | undefined): boolean {
	if (challenge === null) return true;
	return verifier !== undefined && createHash('sha256').update(verifier).digest('base64url') === challenge;
}

/** Looks like Xero's tokens; the signature is chance, nobody checks it. */
function jwt(claims: Record<string, unknown>): string {
	const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...claims, jti: randomUUID() })}.${randomBytes(32).toString('base64url')}`;
}
