import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { readAttributes, readSegments, readTags } from '../../lib/intercom/workspace/workspaceEndpoints';
import { listed } from './listed';

const ALL: INodePropertyOptions = { name: 'All, Also Those to Come', value: '*' };

/** Tags of the workspace, by name, for a list in the panel. */
export async function getTags(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return optionsOf((await listed(this, readTags)).map(({ name }) => name));
}

/** Segments of the workspace, by name. */
export async function getSegments(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return optionsOf((await listed(this, readSegments)).map(({ name }) => name));
}

/** Tags, where a choice may also mean all of them. */
export async function getTagsAndAll(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return [ALL, ...(await getTags.call(this))];
}

/** Segments, where a choice may also mean all of them. */
export async function getSegmentsAndAll(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return [ALL, ...(await getSegments.call(this))];
}

/** Fields that every company has, then the workspace's custom attributes of companies. @see lib/mapping/syncWhom.ts */
export async function getCompanyAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const attributes = await listed(this, async (connection) => await readAttributes('company', connection));
	return optionsOf([...OWN_FIELDS, ...attributes.filter(({ archived }) => !archived).map(({ name }) => name)]);
}

const OWN_FIELDS = ['plan', 'industry', 'website', 'size', 'monthly_spend'];

/** Each once, by plain comparison: sorting by locale would load the language data at every start of n8n. */
function optionsOf(names: readonly string[]): INodePropertyOptions[] {
	return [...new Set(names)].sort().map((name) => ({ name, value: name }));
}
