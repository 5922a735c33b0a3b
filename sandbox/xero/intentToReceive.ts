import type { PostResult } from '../kernel/post';
import { webhookBody, webhookSignature } from './webhookBody';
import { postWebhook } from './webhookForgeries';

/** How long an endpoint may think. @see https://developer.xero.com/documentation/guides/webhooks/configuring-your-server */
export const DEADLINE_MS = 5_000;

/** Why an answer is none that Xero takes; null: it is. An answer has neither body nor cookies, whatever its status. */
export function objection({ status, answer, cookies }: Pick<PostResult, 'status' | 'answer' | 'cookies'>, wanted: 200 | 401): string | null {
	if (status !== wanted) return `answered ${status} instead of ${wanted}`;
	if (answer !== '') return `answered ${status} with a body`;
	return cookies ? `answered ${status} with cookies` : null;
}

/**
 * Xero's "intent to receive": several notifications without events, some wrongly signed on purpose, in no order. Each must be
 * answered rightly: 200 or 401.
 * @param random in [0, 1)
 * @returns what was wrong; empty: passed
 */
export async function intentToReceive(url: string, signingKey: string, random: () => number): Promise<string[]> {
	const probes = [true, false, true, false].map((isRight) => ({ isRight, place: random(), entropy: entropyOf(random) })).sort((a, b) => a.place - b.place);
	const objections: string[] = [];
	for (const { isRight, entropy } of probes) {
		const body = webhookBody([], entropy);
		const signature = webhookSignature(body, isRight ? signingKey : `${signingKey}wrong`);
		const wrong = objection(await postWebhook(url, body, { 'x-xero-signature': signature }, DEADLINE_MS), isRight ? 200 : 401);
		if (wrong !== null) objections.push(`The ${isRight ? 'rightly' : 'wrongly'} signed one was ${wrong}`);
	}
	return objections;
}

/** Upper-case letters, as many as Xero's. */
export function entropyOf(random: () => number): string {
	return Array.from({ length: 20 }, () => String.fromCharCode(65 + Math.floor(random() * 26))).join('');
}
