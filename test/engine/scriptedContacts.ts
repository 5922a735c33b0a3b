import nock from 'nock';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode } from './runWorkflow';

export const API = 'https://api.intercom.io';
const CREDENTIALS = { intercomAppTokenApi: { accessToken: 'tok', region: 'us', clientSecret: 's' } };
/** Only the contact itself is read. */
export const BARE = { include: { companies: false, conversations: false, mergeHistory: false, owner: false, segments: false, tags: false } };

export const itemsFor = (...contactIds: unknown[]): INodeExecutionData[] => contactIds.map((contactId) => ({ json: { contactId } as IDataObject }));

export const run = (items: INodeExecutionData[], parameters: INodeParameters = BARE) =>
	runNode({ type: 'intercomContacts', parameters, items, credentials: structuredClone(CREDENTIALS), mode: 'trigger' });

/** Answers every contact by its id; the ids that were asked for, in order. */
export function contacts(reply: (id: string) => nock.ReplyFnResult): string[] {
	const asked: string[] = [];
	nock(API).persist().get(/^\/contacts\/[^/]+$/).query(true).reply((uri) => {
		const id = new URL(uri, API).pathname.split('/').pop() ?? '';
		asked.push(id);
		return reply(id);
	});
	return asked;
}
