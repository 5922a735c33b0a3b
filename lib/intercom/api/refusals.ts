import type { Failure } from '../../http/failure';
import type { VendorError } from './vendorError';

interface Refusal {
	reason: string;
	message: string;
	nextStep: string;
}

const RECONNECT =
	"Open the Intercom credential in n8n and paste a new access token (with OAuth2 press Switch account, or Connect), and check that its region is the workspace's.";

/** @see https://developers.intercom.com/docs/references/rest-api/errors/error-codes */
const BY_CODE: Readonly<Record<string, Refusal>> = {
	token_revoked: { reason: 'intercomTokenRevoked', message: 'the access was revoked in Intercom', nextStep: RECONNECT },
	token_expired: { reason: 'intercomTokenExpired', message: 'the access has expired', nextStep: RECONNECT },
	token_blocked: { reason: 'intercomTokenBlocked', message: 'Intercom blocked the access token', nextStep: RECONNECT },
	token_suspended: {
		reason: 'intercomWorkspaceClosed',
		message: 'the workspace is suspended or closed',
		nextStep: 'Check the subscription of the workspace in Intercom.',
	},
	api_plan_restricted: {
		reason: 'intercomPlanRestricted',
		message: "the workspace's plan does not include this",
		nextStep: 'Check the subscription of the workspace in Intercom.',
	},
};

const PERMISSION: Refusal = {
	reason: 'intercomPermissionMissing',
	message: 'the app lacks a permission',
	nextStep:
		"In Intercom's Developer Hub open the app, Configure, Authentication, and tick the missing permission; Workspace: Prepare lists them. With OAuth2 press Switch account in the credential then.",
};

const UNAUTHORIZED: Refusal = {
	reason: 'intercomUnauthorized',
	message: 'the access token is not valid, or belongs to another region',
	nextStep: RECONNECT,
};

/** Reasons that are about one thing asked for; whatever else is asked may be granted. */
const OF_ONE_THING: ReadonlySet<string> = new Set([PERMISSION.reason, BY_CODE.api_plan_restricted?.reason ?? '']);

/** Whether Intercom would say the same whatever it was asked for: the token or the workspace is refused. Pure. */
export function refusesAll({ class: kind, reason }: Pick<Failure, 'class' | 'reason'>): boolean {
	return kind === 'auth' && !OF_ONE_THING.has(reason);
}

/** The failure for a 401 or 403; never retryable, a person has to act. Pure. */
export function refusalOf(status: 401 | 403, error: VendorError): Failure {
	const refusal = (error.code === null ? undefined : BY_CODE[error.code]) ?? (status === 401 ? UNAUTHORIZED : PERMISSION);
	const said = error.message ?? error.code;
	return {
		class: 'auth',
		reason: refusal.reason,
		message: `Intercom refused the request: ${refusal.message}${said ? ` (${said})` : ''}.`,
		nextStep: refusal.nextStep,
		retryable: false,
	};
}
