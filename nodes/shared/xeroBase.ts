import type { IExecuteFunctions, IHookFunctions, ILoadOptionsFunctions, INodeCredentialDescription, ITriggerFunctions } from 'n8n-workflow';
import { simulatorBase } from '../../lib/http/simulator';
import { XERO_API } from '../../lib/xero/api/endpoints';

export const XERO_CREDENTIAL = 'xeroAccountingOAuth2Api';

/** As a panel calls it where it shows others beside it. */
export const xeroCredential: INodeCredentialDescription = { name: XERO_CREDENTIAL, displayName: 'Xero Credential', required: true };

type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | ITriggerFunctions;

/** Xero's address, or that of the local simulator a test credential names; anything but loopback means Xero. */
export async function xeroBase(context: Context): Promise<string> {
	return (await xeroSimulator(context)) ?? XERO_API;
}

/** The address of the local simulator that stands for Xero; null: Xero itself. */
export async function xeroSimulator(context: Context): Promise<string | null> {
	return simulatorBase((await context.getCredentials(XERO_CREDENTIAL)).simulatorUrl);
}
