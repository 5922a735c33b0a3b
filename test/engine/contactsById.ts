import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readyAttributes } from '../../nodes/IntercomContacts/processState';
import { intercom, runContacts } from './intercomStage';

/** The process has seen none of its attributes. */
export const anotherWorkspace = () => (['contact', 'company'] as const).forEach((model) => readyAttributes.forget(`${intercom.url} ${intercom.world.workspace().id}`, model));

/** Intercom Contacts, with an item for each of these records. */
export const run = (ids: string[], parameters: INodeParameters = {}, input: IDataObject = {}) =>
	runContacts(
		parameters,
		ids.map((contactId) => ({ contactId, intercomId: contactId, ...input })),
	);
