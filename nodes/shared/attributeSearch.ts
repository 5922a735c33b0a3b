import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { readAttributes } from '../../lib/intercom/workspace/workspaceEndpoints';
import { listed } from './listed';

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
	const attributes = await listed(context, async (connection) => await readAttributes(model, connection));
	const names = attributes.filter(({ archived }) => !archived).map(({ name }) => name);
	const wanted = [...new Set(names)].filter((name) => name.toLowerCase().includes(filter.toLowerCase())).sort();
	return { results: wanted.map((name) => ({ name, value: name })) };
}
