import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { readSettings } from '../../../lib/ledger/decisions/published';
import { tellSweep } from '../../../lib/ledger/decisions/sweepNews';
import { sweepCompanies } from '../../../lib/ledger/sweep/sweepCompanies';
import { sweepContacts, type SweepResult } from '../../../lib/ledger/sweep/sweepContacts';
import { SWEEP_KEY, SWEEP_OVER, companyWords, sweepAlert, sweepWords } from '../../../lib/ledger/sweep/sweepWords';
import { intercomConnection } from '../../shared/intercomCredential';
import { nameList } from '../../shared/nameList';
import { oneForAll } from '../leave';
import type { LedgerOperation } from '../operation';

/** Reads all contacts of Intercom, and where companies are billed all companies, for what no notification tells. */
export const sweep: LedgerOperation = {
	option: {
		name: 'Sweep',
		value: 'sweep',
		action: 'Sweep all contacts',
		description: 'Read all contacts of Intercom: who entered or left a chosen segment is due, and whom two sweeps in a row missed is looked for. Where companies are billed, those that changed are due too.',
	},
	fields: [
		{
			displayName: 'Segments',
			name: 'segments',
			type: 'string',
			default: '',
			placeholder: 'e.g. Paying, Trial',
			description: 'Names of the segments that the mapping goes by, separated by commas (or a list), or * for all. Intercom sends nothing when a contact enters or leaves one.',
		},
	],
	run,
};

/** Once for all items: a sweep is about the whole workspace. */
async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const segments = segmentsOf(context.getNodeParameter('segments', 0, ''));
	const store = await open();
	const connection = await intercomConnection(context);
	const contacts = await sweepContacts(store, connection, segments);
	const { billTo } = await store.change(readSettings());
	// A sweep of contacts that breaks off says why by itself.
	const companies = billTo === 'company' && contacts.failure === null ? await sweepCompanies(store, connection) : null;
	const result = { ...contacts, failure: contacts.failure ?? companies?.failure ?? null };
	await tell(store, result);
	const { seen, pages, moved, vanished, failure } = result;
	const message = companies === null ? sweepWords(result) : `${sweepWords(result)} ${companyWords(companies)}`;
	return [oneForAll(context, { seen, pages, moved, vanished, companies: companies?.companies ?? 0, complete: failure === null, reason: failure?.reason ?? '', message, nextStep: failure?.nextStep ?? '' })];
}

async function tell(store: LedgerStore, result: SweepResult): Promise<void> {
	const alert = sweepAlert(result);
	if (alert !== null) await store.change(tellSweep(result.sweep, { state: 'broken', alert }, Date.now()));
	if (result.failure === null) await store.change(tellSweep(result.sweep, { state: 'whole', key: SWEEP_KEY, title: SWEEP_OVER }, Date.now()));
}

/** Names in a text or in lists of texts, as the fields of several mappers give them; each once. */
function segmentsOf(value: unknown): string[] {
	const texts: unknown[] = [value].flat(Infinity);
	return [...new Set(texts.flatMap((text) => (typeof text === 'string' ? nameList(text) : [])))];
}
