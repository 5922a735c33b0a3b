import type { Failure } from '../../http/failure';
import { attributeChecks } from '../attributes/attributeChecks';
import { regionFrom } from '../api/hosts';
import type { Answer, IntercomConnection } from '../api/request';
import { fine, missing, permissionFix, type WorkspaceCheck } from './workspaceCheck';
import { probeContacts, probeConversations, readAdmins, readSegments, readTags, readWorkspace, type Workspace } from './workspaceEndpoints';

export type Preparation =
	| { state: 'checked'; workspace: Workspace; ready: boolean; checks: WorkspaceCheck[] }
	| { state: 'failed'; failure: Failure; attempts: number };

interface Permission {
	check: string;
	what: string;
	permission: string;
	probe(connection: IntercomConnection): Promise<Answer<unknown>>;
}

/** What each reading proves, with the name of its permission in Intercom's Developer Hub. */
const PERMISSIONS: readonly Permission[] = [
	{ check: 'permission:contacts', what: 'contacts and companies', permission: 'Read and list users and companies', probe: probeContacts },
	{ check: 'permission:conversations', what: 'conversations', permission: 'Read conversations', probe: probeConversations },
	{ check: 'permission:admins', what: 'teammates', permission: 'Read admins', probe: readAdmins },
	{ check: 'permission:tags', what: 'tags', permission: 'Read tags', probe: readTags },
	{ check: 'permission:segments', what: 'segments', permission: 'Read and list users and companies', probe: readSegments },
];

/**
 * Makes a workspace ready for the sync and says what is missing: connection, region, webhook secret, permissions, and
 * the attributes of the Xero reference on contacts and companies (created closed to visitors; existing ones that visitors
 * can write are refused). Safe to repeat.
 * @param hasClientSecret whether the credential holds the secret that notifications are signed with
 * @param preview whether only to look, and create nothing
 * @param withKnown whether the attributes for what only Xero knows are wanted, too
 */
export async function prepareWorkspace(connection: IntercomConnection, hasClientSecret: boolean, { withKnown = false, preview = false } = {}): Promise<Preparation> {
	const workspace = await readWorkspace(connection);
	if (!workspace.ok) return { state: 'failed', failure: workspace.failure, attempts: workspace.attempts };
	const checks = [
		connected(workspace.value),
		regionCheck(workspace.value, connection.region),
		secretCheck(hasClientSecret),
		...(await permissionChecks(connection)),
		...(await attributeChecks(connection, withKnown, preview)),
	];
	return { state: 'checked', workspace: workspace.value, ready: checks.every(({ ok }) => ok), checks };
}

function connected({ name, id }: Workspace): WorkspaceCheck {
	return fine('connection', `Connected to the workspace ${name} (${id}).`);
}

function regionCheck({ region }: Workspace, chosen: unknown): WorkspaceCheck {
	const wanted = regionFrom(chosen).toUpperCase();
	if (region === null || region.toUpperCase() === wanted) return fine('region', `The region is ${wanted}.`);
	const message = `The workspace is in the region ${region}, the credential says ${wanted}.`;
	return missing('region', message, `Choose ${region} as the region of the Intercom credential.`);
}

function secretCheck(hasClientSecret: boolean): WorkspaceCheck {
	if (hasClientSecret) return fine('clientSecret', 'The credential holds the client secret for notifications.');
	const fix = "Copy the client secret from the app's Basic information in Intercom's Developer Hub into the Intercom credential.";
	return missing('clientSecret', 'Without the client secret the Intercom Trigger refuses every notification.', fix);
}

/** One after the other: a workspace with little quota left should not lose it to a check. */
async function permissionChecks(connection: IntercomConnection): Promise<WorkspaceCheck[]> {
	const checks: WorkspaceCheck[] = [];
	for (const { check, what, permission, probe } of PERMISSIONS) {
		const answer = await probe(connection);
		if (answer.ok) checks.push(fine(check, `The app may read ${what}.`));
		else if (answer.failure.class !== 'auth') checks.push(missing(check, answer.failure.message, answer.failure.nextStep));
		else checks.push(missing(check, `The app may not read ${what}.`, permissionFix(permission)));
	}
	return checks;
}
