import type { Binding } from './rows/facts';
import { LedgerProblem } from './store/problem';

type Whose = Pick<Binding, 'workspaceId' | 'region'> & Partial<Pick<Binding, 'organisationId' | 'organisationName'>>;

/**
 * A ledger that belongs to another workspace or organisation, in words that name both. Pure.
 * @param wanted without an organisation: only the workspace was looked at
 */
export function boundElsewhere(ledger: string, binding: Binding, wanted: Whose): LedgerProblem {
	return new LedgerProblem(
		'boundElsewhere',
		`The ledger "${ledger}" belongs to ${words(binding, wanted.organisationId !== undefined)}, and this workflow is connected to ${words(wanted, true)}.`,
		'Choose the credentials and the organisation of that pair, or give this pair a ledger of its own: another name under Ledger, the same in every node of the workflow.',
	);
}

function words({ workspaceId, region, organisationId, organisationName }: Whose, withOrganisation: boolean): string {
	const organisation = withOrganisation && organisationId !== undefined ? ` and the Xero organisation ${organisationName ?? ''} (${organisationId})` : '';
	return `the Intercom workspace ${workspaceId} (${region})${organisation}`;
}
