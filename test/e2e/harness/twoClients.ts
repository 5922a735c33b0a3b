import type { INode } from 'n8n-workflow';
import { withParameters, type ContactSync } from './contactSync';
import type { LedgerFile } from './ledgerFile';
import { tooLong } from './unmappable';

export type Organisation = ReturnType<ContactSync['stage']['sandbox']['xero']['allOrganisations']>[number];
/** Who of Intercom is in it. */
export const numbersIn = (organisation: Organisation) => organisation.contacts.sorted().flatMap(({ text }) => text.ContactNumber ?? []);

/** All that stands in a ledger about records. */
export async function everything(ledger: LedgerFile): Promise<string> {
	return JSON.stringify(await Promise.all((['record', 'work', 'review', 'alert', 'audit'] as const).map(async (table) => await ledger.rows(table))));
}

/** The organisation, wherever a node has one chosen. */
export function withOrganisation(node: INode, organisation: Organisation): INode {
	const chosen = (node.parameters.organisation ?? { value: '' }) as { value: string };
	if (!('organisation' in node.parameters) || chosen.value.startsWith('=')) return node;
	return withParameters(node, { organisation: { __rl: true, mode: 'id', value: organisation.id } });
}

/** One that is fine, one for a person, one that cannot be mapped; the ids of both workspaces differ. */
export function changesOf(sync: ContactSync, workspace: string | undefined) {
	const people = sync.stage.sandbox.intercom.people(workspace);
	const good = people.createContact({ role: 'user', name: 'Gus Good', email: 'gus@good.example' }).id;
	const lead = people.createContact({ role: 'lead', name: 'Lea Lead', email: 'lea@lead.example' }).id;
	const bad = people.createContact({ role: 'user', name: tooLong('Bo Bad'), email: 'bo@bad.example' }).id;
	return { good, lead, bad, all: [good, lead, bad] };
}
