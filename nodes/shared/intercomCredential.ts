import type { IExecuteFunctions, IHookFunctions, INodeCredentialDescription, INodeProperties, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { IntercomConnection } from '../../lib/intercom/api/request';
import { authenticatedTransport } from './authenticatedTransport';
import { executionClock } from './clock';

type CredentialType = 'intercomAppOAuth2Api' | 'intercomAppTokenApi';

/** As a panel calls it where it shows others beside it. */
const displayName = 'Intercom Credential';

/** The two ways to connect to Intercom; the `authentication` field below chooses. */
export const intercomCredentials: INodeCredentialDescription[] = intercomCredentialsWhere({});

/** @param shown what else must be chosen in the node for a credential of Intercom to be asked for */
export function intercomCredentialsWhere(shown: Record<string, string[]>): INodeCredentialDescription[] {
	const asked = { displayName, required: true };
	return [
		{ ...asked, name: 'intercomAppOAuth2Api', displayOptions: { show: { ...shown, authentication: ['oAuth2'] } } },
		{ ...asked, name: 'intercomAppTokenApi', displayOptions: { show: { ...shown, authentication: ['accessToken'] } } },
	];
}

/** n8n shows no such field: both kinds stand in the one list of credentials, and the choice there sets it. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Access Token', value: 'accessToken', description: 'For an app of your own workspace' },
		{ name: 'OAuth2', value: 'oAuth2', description: "For an app that connects to other people's workspaces" },
	],
	default: 'accessToken',
};

/** What the code reads from either credential, of unknown shape until it is looked at. */
export interface IntercomSecrets {
	clientSecret: unknown;
	previousClientSecret: unknown;
}

/** The credential the user chose in the node. */
export function chosenCredential(context: IExecuteFunctions | IHookFunctions | IWebhookFunctions | ITriggerFunctions): CredentialType {
	const { authentication } = context.getNode().parameters;
	return authentication === 'oAuth2' ? 'intercomAppOAuth2Api' : 'intercomAppTokenApi';
}

/** The secrets that sign notifications. */
export async function intercomSecrets(context: IExecuteFunctions | IHookFunctions | IWebhookFunctions): Promise<IntercomSecrets> {
	const { clientSecret, previousClientSecret } = await context.getCredentials(chosenCredential(context));
	return { clientSecret, previousClientSecret };
}

/** Everything the calls of one execution need; stops when the execution is stopped. */
export async function intercomConnection(context: IExecuteFunctions | IHookFunctions | ITriggerFunctions): Promise<IntercomConnection> {
	const credentialType = chosenCredential(context);
	const { region, simulatorUrl } = await context.getCredentials(credentialType);
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return {
		region,
		simulatorUrl,
		// Intercom's tokens neither expire nor renew: a 401 is final, and its body says why.
		transport: authenticatedTransport(context, credentialType, 'never'),
		clock: executionClock(),
		...(signal && { signal }),
		onRetry: ({ failure, attempt, waitMs }) =>
			context.logger.debug('Intercom call is tried again', { reason: failure.reason, attempt, waitMs }),
	};
}
