import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';
import { QUICK_BACKOFF } from '../../lib/http/backoff';
import type { XeroClient } from '../../lib/xero/api/endpoints';
import { paced } from '../../lib/xero/pace/pacing';
import { authenticatedTransport } from '../shared/authenticatedTransport';
import { executionClock } from '../shared/clock';
import { XERO_CREDENTIAL, xeroBase } from '../shared/xeroBase';
import { quotaOf } from '../shared/xeroQuota';

/** One organisation at Xero's pace, beside the other nodes of this process. What takes long is left to the next poll. */
export async function xeroClient(context: IExecuteFunctions | ITriggerFunctions, organisationId: string, signal: AbortSignal | undefined): Promise<XeroClient> {
	const baseUrl = await xeroBase(context);
	const clock = executionClock();
	const transport = paced(authenticatedTransport(context, XERO_CREDENTIAL), quotaOf(baseUrl, organisationId), clock, QUICK_BACKOFF.maxWaitMs);
	return { baseUrl, organisationId, context: { transport, clock, backoff: QUICK_BACKOFF, ...(signal && { signal }) } };
}
