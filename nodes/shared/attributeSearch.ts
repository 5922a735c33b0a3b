import { NodeOperationError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { readAttributes } from '../../lib/intercom/workspaceEndpoints';
import { authenticatedTransport } from './authenticatedTransport';
import { executionClock } from './clock';
import { credentialTypeOf } from './optionalIntercom';

/** Custom attributes of contacts, for the list in the panel. */
export async function searchContactAttributes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await searchAttributes(this, 'contact', filter);
}

/** Custom attributes of companies, for the list in the panel. */
export async function searchCompanyAttributes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await searchAttributes(this, 'company', filter);
}

/** Custom attributes of both, where the panel does not know of which kind the records are. */
export async function searchAllAttributes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const [ofContacts, ofCompanies] = [await searchAttributes(this, 'contact', filter), await searchAttributes(this, 'company', filter)];
	const named = (model: string, { results }: INodeListSearchResult) => results.map(({ value }) => ({ name: `${String(value)} (${model})`, value }));
	return { results: [...named('contact', ofContacts), ...named('company', ofCompanies)] };
}

async function searchAttributes(context: ILoadOptionsFunctions, model: 'contact' | 'company', filter = ''): Promise<INodeListSearchResult> {
	const credentialType = credentialTypeOf(context.getNode().parameters.authentication);
	if (credentialType === null) {
		const description = 'Choose Access Token or OAuth2 under Authentication, or choose By Name here and type the name.';
		throw new NodeOperationError(context.getNode(), 'The list of custom attributes needs a connection to Intercom', { description });
	}
	const { region, simulatorUrl } = await context.getCredentials(credentialType);
	const transport = authenticatedTransport(context, credentialType, 'never');
	const answer = await readAttributes(model, { region, simulatorUrl, transport, clock: executionClock() });
	if (!answer.ok) throw new NodeOperationError(context.getNode(), answer.failure.message, { description: answer.failure.nextStep });
	const names = answer.value.filter(({ archived }) => !archived).map(({ name }) => name);
	const wanted = [...new Set(names)].filter((name) => name.toLowerCase().includes(filter.toLowerCase())).sort();
	return { results: wanted.map((name) => ({ name, value: name })) };
}
