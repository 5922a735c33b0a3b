import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { addressThatAnswers } from '../shared/webhookAddress';
import { organisationOf } from './organisation';
import { chosenOrganisation, deliversIntoLedger, wantedEvents } from './parameters';
import { signingKeys } from './signature';

/**
 * Checks everything the webhook needs, in words for whoever publishes: what Xero sends could not be believed, would be of
 * nobody, or could not be kept.
 * @throws NodeOperationError whose message says what is wrong and what to do
 */
export async function publishWebhook(context: IHookFunctions): Promise<void> {
	await requireKey(context);
	if (wantedEvents(context).length === 0) throw new NodeOperationError(context.getNode(), 'Nothing is chosen under Trigger On, so nothing would ever start. Choose Contact Created, Contact Updated, or both.');
	// Without an organisation an execution each is for all of them.
	if (deliversIntoLedger(context) || chosenOrganisation(context) !== '') await organisationOf(context);
	const url = addressThatAnswers(context.getNodeWebhookUrl('default') ?? '', context.getNode());
	context.logger.info(`Xero Trigger is listening at ${url}. The delivery URL is set in Xero's developer portal.`);
}

async function requireKey(context: IHookFunctions): Promise<void> {
	const { current, previous } = await signingKeys(context);
	if (current || previous) return;
	const where = "Paste it into the credential (Webhook Signing Key); it stands in Xero's developer portal: your app, Webhooks, Webhooks key, once a delivery URL is saved there.";
	throw new NodeOperationError(context.getNode(), `The Xero credential has no webhook signing key, so every notification would be refused. ${where} Or choose Poll under Listen By.`);
}
