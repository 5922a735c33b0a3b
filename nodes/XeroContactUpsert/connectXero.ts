import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { credentialFailure } from '../shared/credentialFailure';
import { xeroBase } from '../shared/xeroBase';
import { connectOrganisation, xeroCalls, type Pacing, type XeroConnection } from '../shared/xeroConnection';
import { chosenOrganisation } from './chosenOrganisation';

/** The chosen organisation, reached at its own pace; or what a person has to do first. */
export async function connectXero(context: IExecuteFunctions, pacing: Pacing): Promise<XeroConnection | Failure> {
	const baseUrl = await xeroBase(context).catch((error: unknown) => credentialFailure('Xero', error));
	if (typeof baseUrl !== 'string') return baseUrl;
	const organisationId = await chosenOrganisation(context, baseUrl, xeroCalls(context, pacing.maxWaitMs));
	return typeof organisationId === 'string' ? await connectOrganisation(context, organisationId, baseUrl, pacing) : organisationId;
}
