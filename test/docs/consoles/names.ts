import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { XeroAccountingOAuth2Api } from '../../../credentials/XeroAccountingOAuth2Api.credentials';
import { triggerFields } from '../../../nodes/IntercomTrigger/fields';
import { PERMISSIONS } from '../../../sandbox/intercom/apps';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';

/** What n8n shows in a credential and nothing of this package names. @see n8n-nodes-base OAuth2Api, n8n-editor-ui */
export const OF_N8N = { redirectUrl: 'OAuth Redirect URL', connect: 'Connect', publish: 'Publish', webhookUrls: 'Webhook URLs', productionUrl: 'Production URL' };

/** Where n8n waits for the consent of a vendor. */
export const REDIRECT_URL = 'https://n8n.example.com/rest/oauth2-credential/callback';

/** Every permission that a sync may want, and those that only a choice of both ways wants. */
export const permissions = { always: Object.values(PERMISSIONS).filter((name) => name !== PERMISSIONS.write_tags), sometimes: [PERMISSIONS.write_tags] };

/** What the panel or the form calls a field. @throws Error where it has no such field */
export function labelOf(properties: readonly INodeProperties[], name: string): string {
	return named(properties, name).displayName;
}

/** The scopes that the credential asks for, as it comes. */
export function scopes({ properties }: ICredentialType = new XeroAccountingOAuth2Api()): string[] {
	return String(named(properties, 'scope').default).split(' ');
}

/** The topics of the trigger of a shipped workflow, as Intercom calls them. */
export function topics(workflow = 'quick-start'): string[] {
	const trigger = shippedWorkflow(workflow).nodes.find(({ type }) => type.endsWith('.intercomTrigger'));
	return [trigger?.parameters.topics].flat().map(String);
}

export const triggerOn = labelOf(triggerFields, 'topics');

function named(properties: readonly INodeProperties[], name: string): INodeProperties {
	const found = properties.find((property) => property.name === name);
	if (found === undefined) throw new Error(`There is no field ${name}`);
	return found;
}
