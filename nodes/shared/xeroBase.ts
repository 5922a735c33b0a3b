import type { IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions, ITriggerFunctions } from 'n8n-workflow';
import { simulatorBase } from '../../lib/http/simulator';
import { XERO_API } from '../../lib/xero/api/endpoints';

export const XERO_CREDENTIAL = 'xeroAccountingOAuth2Api';

/** Xero's address, or that of the local simulator a test credential names; anything but loopback means Xero. */
export async function xeroBase(context: IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | ITriggerFunctions): Promise<string> {
	const credential = await context.getCredentials(XERO_CREDENTIAL);
	return simulatorBase(credential.simulatorUrl) ?? XERO_API;
}
