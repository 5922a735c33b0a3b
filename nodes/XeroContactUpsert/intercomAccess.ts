import type { IExecuteFunctions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { recordState } from '../../lib/intercom/contacts/recordState';
import type { IntercomRecords } from '../../lib/sync/identity/intercomRecords';
import { intercomConnection, intercomCredentialsWhere } from '../shared/intercomCredential';
import { xeroCredential } from '../shared/xeroBase';
import { sharedCredential } from '../shared/xeroTurn';

const OPERATIONS = ['createOrUpdate', 'fromFields', 'preview'];

/** Xero's always; the node works without Intercom's, with it, it can ask whether a record that stands in the way is still there. */
export const upsertCredentials: INodeCredentialDescription[] = [
	xeroCredential,
	...intercomCredentialsWhere({ operation: OPERATIONS }),
	sharedCredential,
];

export const intercomAccessField: INodeProperties = {
	displayName: 'Ask Intercom',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { operation: OPERATIONS } },
	options: [
		{ name: 'Access Token', value: 'accessToken', description: 'Ask the workspace of an access token' },
		{ name: 'No', value: 'none', description: 'A contact that carries the number of another Intercom record waits for a person' },
		{ name: 'OAuth2', value: 'oAuth2', description: 'Ask the workspace of an OAuth2 connection' },
	],
	default: 'none',
	description:
		'Whether to ask Intercom when the Xero contact of a record carries the number of another Intercom record: whether that one was deleted, or has another email by now. Costs no call where no contact is in doubt.',
};

/** The way to ask, where the user has chosen one. */
export async function intercomRecords(context: IExecuteFunctions): Promise<IntercomRecords | undefined> {
	const { authentication } = context.getNode().parameters;
	if (authentication !== 'oAuth2' && authentication !== 'accessToken') return undefined;
	const connection = await intercomConnection(context);
	return {
		look: async (id, { intercomId, kind }) => await recordState(id, { id: intercomId, isCompany: kind === 'organisation' }, connection),
	};
}
