import { simulatorBase } from '../../http/simulator';

export type IntercomRegion = 'us' | 'eu' | 'au';

export interface IntercomHost {
	/** REST API, without a closing slash. */
	api: string;
	/** Web app, for links a person opens. */
	app: string;
}

/** @see https://developers.intercom.com/docs/references/rest-api (regional hosts; intercom-api.md section 7) */
const HOSTS: Record<IntercomRegion, IntercomHost> = {
	us: { api: 'https://api.intercom.io', app: 'https://app.intercom.com' },
	eu: { api: 'https://api.eu.intercom.io', app: 'https://app.eu.intercom.com' },
	au: { api: 'https://api.au.intercom.io', app: 'https://app.au.intercom.com' },
};

/**
 * Where a workspace is reached. A simulator counts only with a bare loopback address, whatever the credential says;
 * an unknown region is taken as `us`, whose host routes to the right one. Pure.
 */
export function intercomHost(region: unknown, simulatorUrl: unknown): IntercomHost {
	const simulator = simulatorBase(simulatorUrl);
	return simulator === null ? HOSTS[regionFrom(region)] : { api: simulator, app: simulator };
}

/** What a person opens to see the contact or company; '' without a workspace. Pure. */
export function pageUrl(connection: { region: unknown; simulatorUrl?: unknown }, workspaceId: string, page: 'users' | 'companies', id: string): string {
	const { app } = intercomHost(connection.region, connection.simulatorUrl);
	return workspaceId === '' ? '' : `${app}/a/apps/${workspaceId}/${page}/${id}`;
}

/** The page of another record of the same workspace; '' where no page is known to start from. Pure. */
export function pageBeside(url: string | undefined, page: 'users' | 'companies', id: string): string {
	const known = /^(https?:\/\/[^/\s]+\/a\/apps\/[^/\s]+)\/(?:users|companies)\/[^/\s]+$/.exec(url ?? '');
	return known ? `${known[1]}/${page}/${id}` : '';
}

/** Such as `https://app.intercom.com/a/apps/abc123de/users/6961d4041c1e12de4c5499cc/all-conversations`. */
const PAGE = /^https?:\/\/\S*\/([0-9a-f]{24})(?:[/?#]\S*)?$/i;

/** The ID of the record whose page in Intercom an address leads to; undefined for any other text. Pure. */
export function recordOnPage(text: string): string | undefined {
	return PAGE.exec(text)?.[1];
}

/** Reads a region as the credential (`eu`) or `/me` (`EU`) writes it. Pure. */
export function regionFrom(value: unknown): IntercomRegion {
	const text = String(value).toLowerCase();
	return text === 'eu' || text === 'au' ? text : 'us';
}
