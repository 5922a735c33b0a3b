import type { IWebhookFunctions } from 'n8n-workflow';
import { verifySignature, type SignatureCheck } from '../../lib/intercom/notifications/signature';
import { chosenCredential, intercomSecrets } from '../shared/intercomCredential';
import { KeptSecrets } from '../shared/signingSecrets';

const kept = new KeptSecrets();

/** Whether Intercom signed these bytes with a secret of the credential. */
export async function signatureOf(context: IWebhookFunctions, rawBody: Buffer, header: unknown): Promise<SignatureCheck> {
	const read = async () => {
		const { clientSecret, previousClientSecret } = await intercomSecrets(context);
		return { current: clientSecret, previous: previousClientSecret };
	};
	return await kept.check(credentialOf(context), read, (secrets) => verifySignature(rawBody, header, secrets));
}

/** Its type and id; '' for one without an id. */
function credentialOf(context: IWebhookFunctions): string {
	const type = chosenCredential(context);
	const id = context.getNode().credentials?.[type]?.id;
	return id ? `${type} ${id}` : '';
}
