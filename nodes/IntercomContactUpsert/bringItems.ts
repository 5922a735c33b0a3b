import { partition } from 'es-toolkit';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isRecord } from '../../lib/http/isRecord';
import { bothWaysFrom, DEFAULT_BOTH_WAYS, type BothWays } from '../../lib/ledger/bothWays';
import type { Failure } from '../../lib/http/failure';
import { backDeps } from '../../lib/sync/back/backDeps';
import type { BackItem, BackOptions } from '../../lib/sync/back/backItem';
import { failedBack } from '../../lib/sync/back/backItem';
import type { BackOutcome, ToldOutcome } from '../../lib/sync/back/backOutcome';
import { notOfItsLedger } from '../../lib/sync/back/ofItsLedger';
import { parseBack } from '../../lib/sync/back/parseBack';
import type { TellItem } from '../../lib/sync/back/tellBalance';
import { tellAll, upsertBack } from '../../lib/sync/back/upsertBack';
import { isPreviewed } from '../../lib/sync/record/preview';
import type { LastSync } from '../../lib/sync/record/record';
import { contactFields } from '../../lib/xero/contact/contactFrom';
import { isToolCall } from '../shared/agentTool';
import { credentialFailure } from '../shared/credentialFailure';
import { intercomConnection } from '../shared/intercomCredential';
import { ledgerIn } from '../shared/carriedLedger';
import { notForAgents } from '../shared/notForAgents';
import { emit, type ItemOutcome } from './emit';
import { locks } from './processState';
import { backWords } from './backWords';
import { INSTEAD_OF_UPDATE } from './instead';
import { tellItem } from './tellItem';

/** Takes all items together; a failure of one leaves the others alone. */
export async function bringItems(context: IExecuteFunctions, { preview }: Pick<BackOptions, 'preview'>): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const read = items.map(({ json }, item): 'previewed' | BackItem | TellItem | BackOutcome => {
		if (isToolCall(context) && !preview) return failedBack({ back: UNREAD, intercomId: '' }, notForAgents(INSTEAD_OF_UPDATE), 0);
		return isPreviewed(json) && !preview ? 'previewed' : readItem(context, json, item);
	});
	const whole = read.filter((one): one is BackItem | TellItem => typeof one === 'object' && !('outcome' in one));
	const done = await outcomesOf(context, whole, preview);
	const byItem = new Map(whole.map((item, position) => [item, done[position]!]));
	return emit(items, read.map((one): ItemOutcome => (one === 'previewed' || 'outcome' in one ? one : byItem.get(one)!)));
}

/** What changed in Xero first, then what only Xero knows. */
async function outcomesOf(context: IExecuteFunctions, items: ReadonlyArray<BackItem | TellItem>, preview: boolean): Promise<(BackOutcome | ToldOutcome)[]> {
	const connection = await intercomConnection(context).catch((error: unknown) => credentialFailure('Intercom', error));
	if ('reason' in connection) return items.map((item) => failedBack(item, connection, 0));
	const { withoutBase } = withoutLedger(context, 0);
	const deps = backDeps({ connection, words: backWords, locks });
	const [changed, known] = partition(items, (item): item is BackItem => 'bothWays' in item);
	const brought = await upsertBack(changed, deps, { preview, withoutBase: withoutBase === 'xeroWins' ? 'xeroWins' : 'fillEmpty' });
	const told = await tellAll(known, deps, { preview });
	return items.map((item) => ('bothWays' in item ? brought.shift()! : told.shift()!));
}

function readItem(context: IExecuteFunctions, json: IDataObject, item: number): BackItem | TellItem | BackOutcome {
	const ledger = ledgerIn(json);
	if (ledger?.why === 'balances') return tellItem(json, ledger);
	const isNew = ledger?.kind === 'xeroContact';
	const parsed = parseBack(json.back);
	if (!parsed.ok) return failedBack({ back: UNREAD, intercomId: typeof ledger?.id === 'string' && !isNew ? ledger.id : '' }, parsed.failure, 0);
	const intercomId = isNew ? '' : typeof ledger?.id === 'string' ? ledger.id : String(context.getNodeParameter('intercomId', item, '') ?? '').trim();
	if (!/^[\w-]*$/.test(intercomId)) return failedBack({ back: parsed.back, intercomId: '' }, badId(intercomId), 0);
	const { lastSync, bothChangedDecision: decision } = ledger ?? {};
	const stranger = ledger === null ? undefined : notOfItsLedger(parsed.back, { ...ledger, ...(isRecord(lastSync) && { xeroContactId: lastSync.xeroContactId }), ...(isNew && { kind: 'contact', xeroContactId: ledger.id }) });
	if (stranger !== undefined) return failedBack({ back: parsed.back, intercomId }, stranger, 0);
	return {
		back: parsed.back, intercomId, bothWays: bothWaysFrom(ledger?.bothWays) ?? chosenHere(context, item), ...(ledger !== null && { lastSync: lastSyncOf(isRecord(lastSync) ? lastSync : {}) }),
		...(isNew && { creates: { despiteAlike: isRecord(ledger.decision) && ledger.decision.do === 'create', hasLeft: ledger.hasLeft === true } }),
		...((decision === 'intercom' || decision === 'xero') && { decision }),
	};
}

function lastSyncOf({ values, sourceUpdatedAt }: Readonly<Record<string, unknown>>): Pick<LastSync, 'values' | 'sourceUpdatedAt'> {
	return { values: contactFields(values), sourceUpdatedAt: typeof sourceUpdatedAt === 'number' ? sourceUpdatedAt : 0 };
}

function chosenHere(context: IExecuteFunctions, item: number): BothWays {
	const { fields, whenArchived } = withoutLedger(context, item);
	return bothWaysFrom({ ...DEFAULT_BOTH_WAYS, ...(Array.isArray(fields) && { fields }), ...(typeof whenArchived === 'string' && { whenArchived }) }) ?? DEFAULT_BOTH_WAYS;
}

function withoutLedger(context: IExecuteFunctions, item: number): IDataObject {
	const chosen: unknown = context.getNodeParameter('withoutLedger', item, {});
	return isRecord(chosen) ? (chosen as IDataObject) : {};
}

function badId(id: string): Failure {
	return { class: 'validation', reason: 'intercomIdInvalid', message: `"${id.slice(0, 50)}" is no ID of an Intercom record.`, nextStep: 'Leave Intercom ID empty, or give the ID of the contact or company.', retryable: false, field: 'intercomId' };
}

const UNREAD = { xeroContactId: '', xeroContactUrl: '', organisationId: '', shownName: '', contactNumber: '', email: '', kind: 'contact', status: 'ACTIVE', xeroUpdatedAt: 0, values: {}, sources: {}, country: '', remarks: [] } as const satisfies BackItem['back'] | object;
