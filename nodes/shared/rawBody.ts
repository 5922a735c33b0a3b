import type { IWebhookFunctions } from 'n8n-workflow';

/** The bytes of a request as they came: what a vendor signed. */
export async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	if (!request.rawBody) await request.readRawBody();
	return request.rawBody ?? Buffer.alloc(0);
}
