import type { IWebhookFunctions } from 'n8n-workflow';
import { ShortMemory } from '../../lib/http/shortMemory';
import { verifySignature, type SignatureCheck } from '../../lib/intercom/signature';
import { chosenCredential, intercomSecrets, type IntercomSecrets } from '../shared/intercomCredential';

/**
 * How long a client secret counts as read. n8n builds a workflow and an isolate of its own to read a credential, which takes
 * longer than everything else of an answer, and a burst would ask for the same one a hundred times.
 */
const KEPT_MS = 10_000;

/** By credential; never the previous secret: once it is removed it counts no more. */
const kept = new ShortMemory<Promise<IntercomSecrets>>(KEPT_MS);

/** Whether Intercom signed these bytes with a secret of the credential. What a kept secret did not sign is looked at with those of now. */
export async function signatureOf(context: IWebhookFunctions, rawBody: Buffer, header: unknown): Promise<SignatureCheck> {
	const credential = credentialOf(context);
	const known = kept.recall(credential, Date.now());
	if (known !== undefined) {
		const check = verifySignature(rawBody, header, [(await known).clientSecret]);
		if (check.ok) return check;
	}
	const { clientSecret, previousClientSecret } = await read(context, credential);
	return verifySignature(rawBody, header, [clientSecret, previousClientSecret]);
}

/** One reading serves all of a burst, also those that come while it goes on. */
async function read(context: IWebhookFunctions, credential: string): Promise<IntercomSecrets> {
	const reading = intercomSecrets(context);
	if (credential === '') return await reading;
	kept.keep(credential, reading, Date.now());
	return await reading.catch((error: unknown) => {
		kept.forget(credential);
		throw error;
	});
}

/** Its type and id; '' for one without an id. */
function credentialOf(context: IWebhookFunctions): string {
	const type = chosenCredential(context);
	const id = context.getNode().credentials?.[type]?.id;
	return id ? `${type} ${id}` : '';
}
