/** An app registered in Xero's developer portal. */
export interface XeroApp {
	clientId: string;
	clientSecret: string;
	name: string;
	/** Exact addresses; absent: any that Xero would let an app register. */
	redirectUris?: string[];
}

export interface OrganisationSeed {
	/** Tenant id and OrganisationID; absent: derived from the position. */
	id?: string;
	name: string;
	/** Subscribed currencies, the first is the base currency. */
	currencies?: string[];
	isDemoCompany?: boolean;
	users?: Array<{ email: string; firstName: string; lastName: string; role?: string }>;
	/** Whether the connecting user may write bank details. */
	bankAccountAdmin?: boolean;
}

/** Calls allowed. @see https://developer.xero.com/documentation/guides/oauth2/limits */
export interface XeroLimits {
	concurrent: number;
	perMinute: number;
	/** 1,000 for an app on Starter, 5,000 from Core on. */
	perDay: number;
	appPerMinute: number;
	minuteMs: number;
	dayMs: number;
}

export interface XeroOptions {
	apps: XeroApp[];
	organisations: OrganisationSeed[];
	limits: Partial<XeroLimits>;
	accessTokenMs: number;
	refreshTokenMs: number;
	refreshGraceMs: number;
	codeMs: number;
	idempotencyMs: number;
	/** Above this many contacts unoptimised filters are refused. */
	highVolumeContacts: number;
	maxRequestBytes: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const XERO_LIMITS: XeroLimits = {
	concurrent: 5,
	perMinute: 60,
	perDay: 5_000,
	appPerMinute: 10_000,
	minuteMs: MINUTE_MS,
	dayMs: DAY_MS,
};

/** Xero's real numbers; two organisations of one user. */
export const XERO_DEFAULTS: XeroOptions = {
	apps: [{ clientId: 'sandbox-xero-client', clientSecret: 'sandbox-xero-secret', name: 'n8n (sandbox)' }],
	organisations: [
		{
			name: 'Harbour Books Pty Ltd',
			currencies: ['AUD', 'NZD', 'USD'],
			users: [
				{ email: 'olivia@harbourbooks.example', firstName: 'Olivia', lastName: 'Owner', role: 'STANDARD' },
				{ email: 'noah@harbourbooks.example', firstName: 'Noah', lastName: 'Adviser', role: 'FINANCIALADVISER' },
			],
		},
		{ name: 'Demo Company (AU)', currencies: ['AUD'], isDemoCompany: true },
	],
	limits: {},
	accessTokenMs: 30 * MINUTE_MS,
	refreshTokenMs: 60 * DAY_MS,
	refreshGraceMs: 30 * MINUTE_MS,
	codeMs: 5 * MINUTE_MS,
	idempotencyMs: 6 * MINUTE_MS,
	highVolumeContacts: 100_000,
	maxRequestBytes: 10 * 1024 * 1024,
};
