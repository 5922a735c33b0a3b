import type { IDataObject } from 'n8n-workflow';
import { prepareWorkspace } from '../../../lib/intercom/workspace/prepareWorkspace';
import { textOf } from '../../../lib/intercom/api/wireValue';
import { intercomSecrets } from '../../shared/intercomCredential';
import { PREVIEW_ONLY, previewOnlyField } from '../../shared/previewOnly';
import { done, failed, type Exit } from '../exit';
import type { Operation, Session } from '../operation';

/** Creates the attributes of the Xero reference and reports what the app or the credential lacks. */
export const prepare: Operation = {
	option: {
		name: 'Prepare',
		value: 'prepare',
		action: 'Check and prepare Intercom',
		description: 'Create the attributes the sync needs, and check connection, region and permissions',
	},
	fields: [
		{
			displayName:
				'Creates xero_contact_id, xero_contact_url, xero_organisation_id and xero_sync on contacts where they are missing, and the same as xero_company_contact_id, xero_company_contact_url, xero_company_organisation_id and xero_company_sync on companies (Intercom allows a name only once). Visitors cannot write them. Lists what is still to be done; safe to run again.',
			name: 'prepareNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'What Only Xero Knows',
			name: 'whatOnlyXeroKnows',
			type: 'boolean',
			default: false,
			hint: 'What is owed, what of it is overdue, currency and status',
			description:
				'Whether to create the attributes for what only Xero knows, too: xero_outstanding, xero_overdue, xero_currency and xero_contact_status on contacts, and xero_company_outstanding, xero_company_overdue, xero_company_currency and xero_company_contact_status on companies',
		},
		previewOnlyField(),
	],
	once: true,
	run,
};

async function run({ context, connection }: Session, _item: number, input: IDataObject): Promise<Exit> {
	const { clientSecret } = await intercomSecrets(context);
	const withKnown = context.getNodeParameter('whatOnlyXeroKnows', 0, false) === true;
	const preview = context.getNodeParameter(PREVIEW_ONLY, 0, false) === true;
	const result = await prepareWorkspace(connection, textOf(clientSecret) !== null, { withKnown, preview });
	if (result.state === 'failed') return failed(result.failure, result.attempts, input, null);
	const { ready, workspace, checks } = result;
	return done({ ready, workspaceId: workspace.id, workspaceName: workspace.name, region: workspace.region, checks });
}
