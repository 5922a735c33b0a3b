import type { INodeProperties } from 'n8n-workflow';

export interface NamesField {
	displayName: string;
	name: string;
	/** What the names are for; how to enter them is added. */
	description: string;
	placeholder: string;
	/** Of the node: lists the names of the workspace. */
	loadOptionsMethod: string;
	required?: boolean;
	show?: Record<string, string[]>;
	/** Whether `*` stands for all. */
	all?: boolean;
	/** Inside a collection, where `/` leads to the parameters of the node. */
	nested?: boolean;
}

/**
 * A field for names of the workspace: chosen from its list where the panel has a connection to Intercom, typed where it has
 * none. Either value is read by nameList, so that a workflow keeps what was typed into it.
 */
export function namesField({ displayName, name, description, placeholder, loadOptionsMethod, required = false, show = {}, all = false, nested = false }: NamesField): INodeProperties[] {
	const connection = nested ? '/authentication' : 'authentication';
	const common = { displayName, name, required };
	const typed = `Type the names, separated by commas${all ? ', or * for all' : ''}. To choose them from a list, set Lists From Intercom.`;
	return [
		{ ...common, type: 'string', default: '', placeholder, description: `${description}. ${typed}`, displayOptions: { show: { ...show, [connection]: ['none'] } } },
		{ ...common, type: 'multiOptions', default: [], typeOptions: { loadOptionsMethod }, description: `${description}. Choose from the list.`, displayOptions: { show: { ...show, [connection]: ['accessToken', 'oAuth2'] } } },
	];
}
