import { createHmac } from 'node:crypto';
import { post, type PostResult } from '../kernel/post';
import { webhookSignature } from './webhookBody';

/** A copy of a notification that Xero did not send. */
export interface Forgery {
	name: string;
	body: string;
	/** Its headers besides the content type. */
	headers: Record<string, string>;
}

/** Every copy of a genuine notification that a receiver has to refuse. @param signingKey of the app */
export function forgeries(body: string, signingKey: string): Forgery[] {
	const genuine = webhookSignature(body, signingKey);
	const signed = (signature: string) => ({ 'x-xero-signature': signature });
	const written = JSON.stringify(JSON.parse(body));
	const mac = (algorithm: string, key: string | Buffer) => createHmac(algorithm, key).update(body, 'utf8');
	return [
		{ name: 'signed with another key', body, headers: signed(webhookSignature(body, `${signingKey}x`)) },
		{ name: 'not signed', body, headers: {} },
		{ name: 'signed with nothing', body, headers: signed('') },
		{ name: 'signed in another header', body, headers: { 'x-hub-signature': genuine } },
		{ name: 'with one more blank at the end', body: `${body} `, headers: signed(genuine) },
		{ name: 'with another entropy', body: body.replace(/"entropy": "[^"]*"/, '"entropy": "forged"'), headers: signed(genuine) },
		{ name: 'the same JSON written again', body: written, headers: signed(genuine) },
		{ name: 'signed in hexadecimal', body, headers: signed(mac('sha256', signingKey).digest('hex')) },
		{ name: 'signed for addresses', body, headers: signed(mac('sha256', signingKey).digest('base64url')) },
		{ name: 'signed by SHA-1', body, headers: signed(mac('sha1', signingKey).digest('base64')) },
		{ name: 'signed with the bytes of the key', body, headers: signed(mac('sha256', Buffer.from(signingKey, 'base64')).digest('base64')) },
		{ name: 'with a signature cut short', body, headers: signed(genuine.slice(0, -4)) },
		{ name: 'with the signature of another notification', body, headers: signed(webhookSignature(`${body}\n`, signingKey)) },
	];
}

/** Sends bytes to a receiver as Xero would. */
export async function postWebhook(url: string, body: string, headers: Record<string, string>, deadlineMs: number): Promise<PostResult> {
	return await post('POST', url, body, { 'user-agent': 'Xero/1.0', 'content-type': 'application/json; charset=utf-8', ...headers }, deadlineMs);
}

/** The same under the signature that belongs to it. */
export async function postSigned(url: string, body: string, signingKey: string, deadlineMs: number): Promise<PostResult> {
	return await postWebhook(url, body, { 'x-xero-signature': webhookSignature(body, signingKey) }, deadlineMs);
}
