import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../../lib/http/isRecord';
import type { Left } from './summary';

/** Reasons that say that the panel of the node, and not the record, is to be mended; those of a refused credential have the class auth. */
const OF_THE_PANEL: ReadonlySet<unknown> = new Set([
	'organisationNotChosen', 'noOrganisationConnected', 'organisationInvalid', 'organisationNotConnected', 'contactIdMissing', 'contactIdInvalid', 'contactEmailUnknown', 'contactEmailShared', 'companyIdMissing', 'companyIdInvalid',
]);

/**
 * In a run by hand a wrong set-up is red: nobody who tries a node looks for its words in the ninth column of an output.
 * Published, the items leave by Failed, so that the workflow can keep and tell them; those of a ledger do so always.
 * @throws NodeOperationError where every item failed for one reason, and that is the set-up of the node
 */
export function redIfWronglySetUp(context: Pick<IExecuteFunctions, 'getMode' | 'continueOnFail' | 'getNode'>, left: readonly Left[]): void {
	if (context.getMode() !== 'manual' || context.continueOnFail()) return;
	const [first, ...others] = left.filter(({ output }) => output === 'failed').flatMap(({ items }) => items);
	const all = left.flatMap(({ items }) => items);
	if (first === undefined || all.length !== others.length + 1 || !isOfSetUp(first) || others.some(({ reason }) => reason !== first.reason) || all.some(({ ledger }) => isRecord(ledger))) return;
	throw new NodeOperationError(context.getNode(), String(first.message), { description: String(first.nextStep) });
}

function isOfSetUp(item: IDataObject): boolean {
	return item.class === 'auth' || OF_THE_PANEL.has(item.reason);
}
