import type { IWebhookFunctions } from 'n8n-workflow';
import { verifySignature, type SignatureCheck } from '../../lib/intercom/signature';
import { chosenCredential, intercomSecrets } from '../shared/intercomCredential';

/**
 * How long a client secret counts as read. n8n builds a workflow and an isolate of its own to read a credential, which takes
 * longer than everything else of an answer, and a burst would ask for the same one a hundred times.
 */
const KEPT_MS = 10_000;

/** By credential; never the previous secret: once it is removed it counts no more. */
const kept = new Map<string, { clientSecret: unknown; until: number }>();

/** Whether Intercom signed these bytes with a secret of the credential. What a kept secret did not sign is looked at with those of now. */
export async function signatureOf(context: IWebhookFunctions, rawBody: Buffer, header: unknown): Promise<SignatureCheck> {
	const credential = credentialOf(context);
	const known = kept.get(credential);
	if (known !== undefined && known.until > Date.now()) {
		const check = verifySignature(rawBody, header, [known.clientSecret]);
		if (check.ok) return check;
	}
	const { clientSecret, previousClientSecret } = await intercomSecrets(context);
	if (credential !== '') kept.set(credential, { clientSecret, until: Date.now() + KEPT_MS });
	return verifySignature(rawBody, header, [clientSecret, previousClientSecret]);
}

/** Its type and id; '' for one without an id. */
function credentialOf(context: IWebhookFunctions): string {
	const type = chosenCredential(context);
	const id = context.getNode().credentials?.[type]?.id;
	return id ? `${type} ${id}` : '';
}
