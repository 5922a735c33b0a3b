import type { IDataObject } from 'n8n-workflow';

/** What Sync Ledger Trigger hands out beside a record. */
export const handedOut = (id: string, changes: IDataObject = {}): IDataObject => ({
	name: 'default', kind: 'contact', id, token: 't1', leaseUntil: 1, why: 'notification', topic: '', attempts: 0, uncertain: false, findArchived: false,
	approved: false, jobId: null, lastSync: null, decision: null, policy: null, goneReason: null, billTo: 'person', organisationId: 'o', workspaceId: 'w', left: 'trigger.due', ...changes,
});
