import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { verifySignature, type SignatureCheck } from '../../lib/xero/webhook/signature';
import { KeptSecrets, type SigningSecrets } from '../shared/signingSecrets';
import { XERO_CREDENTIAL } from '../shared/xeroBase';

const kept = new KeptSecrets();

/** Whether Xero signed these bytes with a key of the credential. */
export async function signatureOf(context: IWebhookFunctions, rawBody: Buffer, header: unknown): Promise<SignatureCheck> {
	const credential = context.getNode().credentials?.[XERO_CREDENTIAL]?.id ?? '';
	return await kept.check(credential, async () => await signingKeys(context), (keys) => verifySignature(rawBody, header, keys));
}

/** The keys that sign webhooks. */
export async function signingKeys(context: IHookFunctions | IWebhookFunctions): Promise<SigningSecrets> {
	const { webhookSigningKey, previousWebhookSigningKey } = await context.getCredentials(XERO_CREDENTIAL);
	return { current: webhookSigningKey, previous: previousWebhookSigningKey };
}
