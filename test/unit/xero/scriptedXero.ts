import type { HttpRequest, HttpResponse } from '../../../lib/http/transport';
import { NoAnswer } from '../../../lib/http/transport';
import type { XeroClient } from '../../../lib/xero/api/endpoints';

/** A client whose vendor is a function; nothing is paced, and nobody has patience. */
export function scriptedXero(answer: (request: HttpRequest) => Partial<HttpResponse> | NoAnswer): { client: XeroClient; sent: HttpRequest[] } {
	const sent: HttpRequest[] = [];
	const client: XeroClient = {
		baseUrl: 'https://api.xero.com',
		organisationId: 'org',
		context: {
			clock: { now: () => 1_768_000_000_000, random: () => 0.5, sleep: async () => await Promise.resolve() },
			backoff: { maxAttempts: 1, baseMs: 0, capMs: 0, maxWaitMs: 0 },
			transport: async (request) => {
				sent.push(request);
				const given = answer(request);
				return given instanceof NoAnswer ? await Promise.reject(given) : { status: 200, headers: {}, body: '', ...given };
			},
		},
	};
	return { client, sent };
}

export const wireContact = (index: number) => ({ ContactID: `id${index}`, Name: `Name ${index}`, EmailAddress: `p${index}@example.com` });
