import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readChangedContacts, type ChangedResult, type ChangedSince } from '../../../lib/intercom/contacts/changedContacts';
import { readWorkspaceClock, type WorkspaceClock } from '../../../lib/intercom/workspace/workspaceClock';
import { doneAll, failed, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { wholeNumberField, wholeNumberOf, type WholeNumber } from '../wholeNumber';
import { sinceField, sinceOf } from './since';

const LIMIT: WholeNumber = {
	name: 'limit',
	label: 'Limit',
	default: 1_000,
	min: 1,
	max: 100_000,
	description: 'Max number of results to return. The changes of the last second are not torn apart, and the watermark leads to the rest.',
};

const OVERLAP: WholeNumber = {
	name: 'overlapMinutes',
	label: 'Overlap (Minutes)',
	default: 15,
	min: 0,
	max: 1_440,
	description:
		"How far the watermark stays behind the present, because Intercom's search finds a change only after a few minutes. Below 10 a change may be missed; changes within the overlap come twice.",
};

const fields: INodeProperties[] = [
	sinceField,
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All', value: 'all', description: 'Users and leads' },
			{ name: 'Leads', value: 'lead', description: 'Visitors that are not known to be customers' },
			{ name: 'Users', value: 'user', description: 'Contacts that signed up or were added as users' },
		],
		default: 'all',
		description: 'Which contacts to look at',
	},
	wholeNumberField(LIMIT),
	{
		displayName: 'When Nothing Changed',
		name: 'whenNothingChanged',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Hand On Nothing',
				value: 'noItem',
				description: 'Nothing goes on; the next run starts from the same moment and misses nothing',
			},
			{
				name: 'Hand On One Item',
				value: 'oneItem',
				description: 'One item with nothingChanged: true and the new watermark, but no contactId. Put an If node behind it.',
			},
		],
		default: 'noItem',
		description:
			'Every item carries the watermark: keep it and give it to the next run. Without a change there is no item to carry it, unless you ask for one here.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [wholeNumberField(OVERLAP)],
	},
];

/** Says which contacts changed since a moment, and from where to go on. */
export const getChanged: Operation = {
	option: {
		name: 'Get Changed',
		value: 'getChanged',
		action: 'Get changed contacts from Intercom',
		description: 'Find the contacts that changed since the last run; deleted, archived and merged ones are not among them',
	},
	fields,
	run,
};

async function run(session: Session, item: number, input: IDataObject): Promise<Exit | Exit[]> {
	const { context, connection, cache } = session;
	const wanted = wantedOf(session, item);
	if ('class' in wanted) return failed(wanted, 0, input, null);
	const clock = await cache.get('', 'clock', () => readWorkspaceClock(connection));
	if (!clock.ok) return failed(clock.failure, clock.attempts, input, null);
	const result = await readChangedContacts(wanted, clock.value, connection);
	if (result.state === 'failed') return failed(result.failure, result.attempts, input, null);
	return doneAll(itemsOf(result, clock.value, context.getNodeParameter('whenNothingChanged', item, 'noItem') === 'oneItem'));
}

function wantedOf({ context, connection }: Session, item: number) {
	const since = sinceOf(context, item, Math.floor(connection.clock.now() / 1_000));
	if (typeof since !== 'number') return since;
	const limit = wholeNumberOf(context, item, LIMIT);
	if (typeof limit !== 'number') return limit;
	const overlap = wholeNumberOf(context, item, { ...OVERLAP, name: 'options.overlapMinutes' }, Number(OVERLAP.default));
	if (typeof overlap !== 'number') return overlap;
	const role = context.getNodeParameter('role', item, 'all');
	return { since, limit, overlapSeconds: overlap * 60, role: role === 'user' || role === 'lead' ? role : null } satisfies ChangedSince;
}

function itemsOf(result: Extract<ChangedResult, { state: 'read' }>, { workspaceId }: WorkspaceClock, tellNothing: boolean): IDataObject[] {
	const { contacts, more } = result;
	const watermark = new Date(result.watermark * 1_000).toISOString();
	if (contacts.length === 0 && tellNothing) return [{ nothingChanged: true, workspaceId, watermark, more }];
	return contacts.map((contact) => ({ ...contact, workspaceId, watermark, more }));
}
