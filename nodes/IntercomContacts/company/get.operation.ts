import type { IDataObject } from 'n8n-workflow';
import { readCompany } from '../../../lib/intercom/companies/companyEndpoints';
import { pageUrl } from '../../../lib/intercom/api/hosts';
import { isCompanyRemoval } from '../../../lib/intercom/notifications/topics';
import { shownCompany } from '../../../lib/ledger/shownState';
import { companyFailed, companyGone, done, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { companyIdField, companyIdOf } from './companyId';

/** Reads one company fresh from Intercom; what a notification says about its removal needs no reading. */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a company from Intercom',
		description: 'Read a company with its attributes and tags',
	},
	fields: [companyIdField('={{ $json.companyId }}')],
	companyId: companyIdOf,
	carrying: 'company',
	run,
};

async function run({ context, connection }: Session, item: number, input: IDataObject): Promise<Exit> {
	const companyId = companyIdOf(context, item);
	if (typeof companyId !== 'string') return companyFailed(companyId, 0, input, null);
	if (isCompanyRemoval(input.topic) && input.companyId === companyId) return companyGone(companyId);
	const answer = await readCompany(companyId, connection);
	if (!answer.ok) return companyFailed(answer.failure, answer.attempts, input, companyId);
	const { workspaceId, id } = answer.value;
	const url = pageUrl(connection, workspaceId, 'companies', id);
	const shown = shownCompany(answer.value);
	return done({ ...answer.value, url }, { url, ...(shown !== null && { shown }) });
}
