import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import type { CallsLeft } from '../../../lib/ledger/events/callsLeft';
import { contactUrl } from '../../../lib/xero/contact/contactId';
import { readContactsById, type ReadById } from '../../../lib/xero/reading/readById';
import { carriedLedger, ledgerIn } from '../../shared/carriedLedger';
import { connectXero } from '../connectXero';
import { failureFacts } from '../../shared/failureFacts';
import { inOneTurn } from '../../shared/xeroConnection';
import { LONGEST_WAIT, RESERVE } from '../pacingOptions';
import { readPacing } from '../settings';

export const description: INodePropertyOptions = {
	name: 'Get Contacts',
	value: 'getContacts',
	description: 'Read the Xero contacts of many items at once, archived and merged ones included',
	action: 'Get contacts from Xero',
};

const show = { operation: ['getContacts'] };

export const properties: INodeProperties[] = [
	{
		displayName: 'Reads up to 40 contacts in a call, and writes nothing. Items that were read leave by Synced with the contact under xeroContact; those that Xero does not know, or could not be asked for, leave by Failed.',
		name: 'getContactsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Xero Contact ID',
		name: 'xeroContactId',
		type: 'string',
		required: true,
		default: '={{ $json.xeroContactId ?? $json.ContactID }}',
		description: 'ContactID of the contact in Xero',
		displayOptions: { show },
	},
	{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add option', default: {}, displayOptions: { show }, options: [RESERVE, LONGEST_WAIT] },
];

/** Nothing is synced here. */
export const outputNames = ['Read', 'Review', 'Failed'];

/** What became of one item; `unread`: it wants nothing of a contact. */
type Became = { kind: 'unread' } | ReadById;

const FOUND = 0;
const FAILED = 2;

/** Takes all items together, in as few calls as Xero allows; without one to read nothing is asked of Xero. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const ids = items.map((item, position) => (isOfBalances(item.json) ? null : idIn(this.getNodeParameter('xeroContactId', position, ''))));
	const wanted = ids.filter((id) => id !== null);
	const { read, organisationId, callsLeft } = wanted.length === 0 ? NOTHING_READ : await readAll(this, wanted);
	const outputs: INodeExecutionData[][] = [[], [], []];
	items.forEach(({ json }, position) => {
		const id = ids[position] ?? null;
		const became: Became = id === null ? { kind: 'unread' } : (read.get(id) ?? { kind: 'missing' });
		const isGood = became.kind === 'found' || became.kind === 'unread';
		const body = isGood ? { ...json, ...(became.kind === 'found' && { xeroContact: became.contact, organisationId }) } : failedItem(became, id ?? '', json);
		const ledger = carriedLedger(json, isGood ? 'xero.read' : 'xero.missing', callsLeft === null ? {} : { callsLeft });
		outputs[isGood ? FOUND : FAILED]!.push({ json: { ...body, ...ledger } as IDataObject, pairedItem: { item: position } });
	});
	return outputs;
}

interface AllRead {
	read: ReadonlyMap<string, ReadById>;
	organisationId: string;
	callsLeft: CallsLeft | null;
}

const NOTHING_READ: AllRead = { read: new Map(), organisationId: '', callsLeft: null };

async function readAll(context: IExecuteFunctions, ids: readonly string[]): Promise<AllRead> {
	const pacing = readPacing(context);
	const connection = await connectXero(context, pacing);
	const unread = (failure: Failure): AllRead['read'] => new Map(ids.map((id) => [id, { kind: 'failed', failure, attempts: 0 }]));
	if (!('client' in connection)) return { ...NOTHING_READ, read: unread(connection) };
	const read = await inOneTurn(connection, pacing.maxWaitMs, async () => await readContactsById(connection.client, ids), unread);
	return { read, organisationId: connection.client.organisationId, callsLeft: connection.callsLeft() };
}

/** Items that only bring what the list knows already. */
function isOfBalances(json: IDataObject): boolean {
	return ledgerIn(json)?.why === 'balances';
}

function idIn(value: unknown): string {
	return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

/** The input stands under `input`, as in other items of Failed that come from reading. */
function failedItem(became: Exclude<Became, { kind: 'unread' | 'found' }>, xeroContactId: string, input: IDataObject): IDataObject {
	const { failure, attempts } = became.kind === 'failed' ? became : { failure: missing(xeroContactId), attempts: 1 };
	return { outcome: 'failed', xeroContactId, xeroContactUrl: xeroContactId === '' ? '' : contactUrl(xeroContactId), attempts, ...failureFacts(failure), input };
}

function missing(id: string): Failure {
	return {
		class: 'gone',
		reason: 'xeroContactMissing',
		message: id === '' ? 'The item has no Xero Contact ID' : `Xero knows no contact ${id.slice(0, 60)} in this organisation`,
		nextStep: id === '' ? 'Set Xero Contact ID to the ContactID of the contact.' : 'Check that the right organisation is chosen in the node. Contacts are not deleted in Xero; a merged or archived one would have been found.',
		retryable: false,
	};
}
