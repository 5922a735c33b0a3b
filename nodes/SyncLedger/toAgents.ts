import type { INodeProperties } from 'n8n-workflow';
import { ended } from '../shared/sentence';
import { toolDescriptions, type ToldToAgent } from '../shared/toolDescription';
import { OPERATIONS } from './operations';

const ON_REQUEST: ReadonlySet<unknown> = new Set(['decide', 'erase', 'startJob', 'controlJob', 'add']);
const ALONE = 'It works on the ledger of the sync alone and writes nothing to Intercom or Xero itself.';
const NOTHING = 'Outcome nothing: there is none.';

/** By what is listed: one tool lists one thing. */
const LISTS: Readonly<Record<string, string>> = {
	alerts: 'Lists what the sync tells people: what is to be told, and what was told and still holds.',
	audit: 'Lists what the sync did, the newest first: outcome says what was done with which record, reason why. Records that were left out stand in no log.',
	forecasts: 'Lists what a dry run foresees or a reconciliation found to differ, record by record, with outcome and reason.',
	jobs: 'Lists migrations and reconciliations with their progress.',
	queue: 'Lists what the sync has still to do. Outcome waiting or running: it goes on by itself; failed: given up, message and nextStep say why and what to do; held: a person has to let it pass.',
	records: 'Lists how records stand: outcome synced, skipped with its reason, unsynced (in review, or not synced yet), doubted or gone.',
	reviews: 'Lists what waits for a person, with reason, message, nextStep and the Xero contacts to choose from. Tell the person; decide nothing yourself.',
};

const REPORT = 'Says how the sync stands. With the Intercom ID of a contact it says how that contact stands: outcome synced, review, failed, skipped, gone, waiting, running, held or nothing (the ledger does not know it), with reason, message, nextStep and its log. Use it to answer why a contact is or is not in Xero.';

/** What an agent reads of each operation; of List by what is listed. */
const TOLD: ToldToAgent[] = OPERATIONS.flatMap(({ option: { value, description } }): ToldToAgent[] => {
	if (value === 'list') return Object.entries(LISTS).map(([what, text]) => ({ show: { operation: ['list'], what: [what] }, text: `${text} ${NOTHING} ${ALONE}` }));
	if (value === 'report') return [{ show: { operation: ['report'] }, text: `${REPORT} ${ALONE}` }];
	return [{ show: { operation: [String(value)] }, text: `${ended(String(description))} ${ON_REQUEST.has(value) ? 'Use it only when a person asked for it. ' : ''}${ALONE}` }];
});

export const toAgents: INodeProperties[] = toolDescriptions(TOLD);
