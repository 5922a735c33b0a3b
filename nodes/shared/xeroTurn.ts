import { randomUUID } from 'node:crypto';
import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { problemWords, LedgerProblem } from '../../lib/ledger/store/problem';
import { giveTurnBack, renewTurn, takeTurn } from '../../lib/ledger/decisions/xeroTurn';
import { noLedger, OrganisationTurn, TURN_MS } from '../../lib/xero/pace/organisationTurn';
import type { Quota } from '../../lib/xero/pace/quota';
import { ledgerCredential, ledgerFields } from './ledgerFields';
import { openLedger } from './openLedger';

/** Whether several workers write to the organisation, and by which ledger they know of each other. */
export const sharedFields: INodeProperties[] = [
	{
		displayName: 'Workers Take Turns By',
		name: 'ledgerStore',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Nothing: n8n Runs in One Process', value: 'none', description: "What this process knows of Xero's limits is enough" },
			{ name: 'Ledger in PostgreSQL', value: 'postgres', description: 'Needed in queue mode: one worker at a time calls the organisation, and goes on with what the one before knew' },
		],
		default: 'none',
		description: 'How the workers of an n8n in queue mode keep out of each other\'s way: with one another they have Xero\'s limits once, and each sees what the others wrote. The ledger is that of the sync.',
	},
	...updateDisplayOptions({ show: { ledgerStore: ['postgres'] } }, ledgerFields.filter(({ name }) => name !== 'ledgerStore')),
];

export const sharedCredential = ledgerCredential();

/** This process, for as long as it lives. */
const HOLDER = randomUUID();
const turns = new Map<Quota, OrganisationTurn>();

/**
 * The turn of this process at an organisation; undefined where nobody shares it.
 * @throws LedgerProblem where the ledger cannot be opened
 */
export async function sharedTurn(context: IExecuteFunctions, quota: Quota): Promise<OrganisationTurn | undefined> {
	if (context.getNode().parameters.ledgerStore !== 'postgres') return undefined;
	const store = await openLedger(context);
	const known = turns.get(quota);
	if (known) return known;
	const turn = new OrganisationTurn(
		{
			take: async (now) => await store.change(takeTurn(HOLDER, TURN_MS, now)),
			renew: async (pace, now) => await store.change(renewTurn(HOLDER, TURN_MS, pace, now)),
			giveBack: async (pace, now) => void (await store.change(giveTurnBack(HOLDER, pace, now))),
		},
		quota,
	);
	turns.set(quota, turn);
	return turn;
}

/** Why nothing is sent where the ledger cannot be opened: the items leave by Failed, and are tried again. */
export function ledgerAway(error: unknown): Failure {
	return noLedger(error instanceof LedgerProblem ? new Error(problemWords(error)) : error, Date.now());
}
