import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { INTERCOM_APP, XERO_APP } from '../../../sandbox/demo/apps';
import type { Stage } from '../../../sandbox/demo/stage';
import { listExecutions } from '../../../sandbox/n8n/executions';

/** Values shorter than this are words such as `Bearer` and not secret. */
const SHORTEST_SECRET = 12;

/** The tokens n8n holds at this moment, as its own command line exports them. */
export async function heldTokens({ n8n }: Stage): Promise<string[]> {
	const file = join(n8n.folder, 'credentials.json');
	await n8n.cli(['export:credentials', '--all', '--decrypted', `--output=${file}`]);
	const credentials = JSON.parse(readFileSync(file, 'utf8')) as Array<{ data: { oauthTokenData?: object } }>;
	rmSync(file);
	const tokens = credentials.map(({ data }) => data.oauthTokenData as Record<string, unknown> | undefined);
	return tokens.flatMap((held) => [held?.access_token, held?.refresh_token, held?.token]).filter(isSecret);
}

const isSecret = (value: unknown): value is string => typeof value === 'string' && value.length >= SHORTEST_SECRET;

/** What both apps are given by the vendors, also as the Basic header of a token request. */
export const appSecrets = [
	XERO_APP.clientSecret,
	Buffer.from(`${XERO_APP.clientId}:${XERO_APP.clientSecret}`).toString('base64'),
	INTERCOM_APP.clientSecret,
	INTERCOM_APP.accessToken,
];

/** Everything n8n printed and stored about the executions of the workflow, by place. */
export async function written({ n8n, session, workflow }: Stage): Promise<Map<string, string>> {
	const places = new Map([['the log', n8n.log]]);
	for (const { id } of await listExecutions(session, workflow.id)) {
		places.set(`execution ${id}`, (await session.request<{ data: string }>('GET', `/executions/${id}`)).data);
	}
	return places;
}

/** Every file n8n keeps in its folder: database, write-ahead log, event logs, settings; what npm installed there is not n8n's. */
export function filesOf({ n8n }: Stage): Map<string, string> {
	const folder = join(n8n.folder, '.n8n');
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'));
	return new Map(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1')]));
}
